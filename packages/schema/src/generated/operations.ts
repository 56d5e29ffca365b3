// Generated from schemas/ by `pnpm --filter @flowlink/schema generate`; do not edit.
export const operations = {
  "listConnections": {
    "method": "GET",
    "path": "/v1/workspaces/{workspace}/connections",
    "role": "read"
  },
  "getConnection": {
    "method": "GET",
    "path": "/v1/workspaces/{workspace}/connections/{name}",
    "role": "read"
  },
  "putConnection": {
    "method": "PUT",
    "path": "/v1/workspaces/{workspace}/connections/{name}",
    "role": "write"
  },
  "deleteConnection": {
    "method": "DELETE",
    "path": "/v1/workspaces/{workspace}/connections/{name}",
    "role": "write"
  },
  "moveConnection": {
    "method": "POST",
    "path": "/v1/workspaces/{workspace}/connections/{name}/move",
    "role": "write"
  },
  "acquireLock": {
    "method": "PUT",
    "path": "/v1/workspaces/{workspace}/lock",
    "role": "write"
  },
  "releaseLock": {
    "method": "DELETE",
    "path": "/v1/workspaces/{workspace}/lock",
    "role": "write"
  },
  "listRuns": {
    "method": "GET",
    "path": "/v1/workspaces/{workspace}/runs",
    "role": "read"
  },
  "openRun": {
    "method": "POST",
    "path": "/v1/workspaces/{workspace}/runs",
    "role": "write"
  },
  "closeRun": {
    "method": "PATCH",
    "path": "/v1/workspaces/{workspace}/runs/{run}",
    "role": "write"
  },
  "health": {
    "method": "GET",
    "path": "/healthz",
    "role": null
  },
  "ready": {
    "method": "GET",
    "path": "/readyz",
    "role": null
  },
  "contract": {
    "method": "GET",
    "path": "/openapi.json",
    "role": null
  },
  "metrics": {
    "method": "GET",
    "path": "/metrics",
    "role": null
  }
} as const;
