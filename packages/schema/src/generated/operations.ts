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
  "forgetConnection": {
    "method": "POST",
    "path": "/v1/workspaces/{workspace}/connections/{name}/forget",
    "role": "write"
  },
  "recordVerification": {
    "method": "PUT",
    "path": "/v1/workspaces/{workspace}/connections/{name}/verification",
    "role": "write"
  },
  "putConnections": {
    "method": "POST",
    "path": "/v1/workspaces/{workspace}/batch",
    "role": "write"
  },
  "getLock": {
    "method": "GET",
    "path": "/v1/workspaces/{workspace}/lock",
    "role": "read"
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
  "getRun": {
    "method": "GET",
    "path": "/v1/workspaces/{workspace}/runs/{run}",
    "role": "read"
  },
  "closeRun": {
    "method": "PATCH",
    "path": "/v1/workspaces/{workspace}/runs/{run}",
    "role": "write"
  },
  "listAudit": {
    "method": "GET",
    "path": "/v1/workspaces/{workspace}/audit",
    "role": "read"
  },
  "exchangeToken": {
    "method": "POST",
    "path": "/v1/workspaces/{workspace}/oidc/token",
    "role": null
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
