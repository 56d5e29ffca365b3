# The reference backend: packed as for the registry in the first stage, installed from the tarballs in the second.
FROM node:24-slim AS pack
WORKDIR /repository
COPY . .
ENV CI=true
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile --filter . --filter @flowlink/backend...
RUN npx --yes pnpm@10.34.9 --filter @flowlink/backend... run build
RUN npx --yes pnpm@10.34.9 --recursive --filter @flowlink/schema --filter @flowlink/backend pack --pack-destination /tarballs

FROM node:24-slim
# Mounted and not copied, so that no layer keeps the tarballs.
RUN --mount=type=bind,from=pack,source=/tarballs,target=/tarballs \
  npm install --global --no-audit --no-fund /tarballs/flowlink-schema-*.tgz /tarballs/flowlink-backend-*.tgz && npm cache clean --force
RUN mkdir --mode 700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:8787/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["flowlink-backend"]
CMD ["serve", "--data", "/data", "--host", "0.0.0.0", "--port", "8787"]
