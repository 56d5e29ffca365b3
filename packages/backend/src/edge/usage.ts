// What --help prints.

export const usage = `Usage: flowlink-backend COMMAND [FLAGS]

Commands:
  serve --data DIR               run the backend on an embedded database in DIR
  serve --database URL           run it on PostgreSQL, also several times: postgres://user:password@host:5432/name
      --port N                   listen on this port (8787; 0 picks a free one)
      --host ADDRESS             listen on this address (127.0.0.1)
      --key-file FILE            read the encryption key from FILE: 32 bytes in base64
      --log-level LEVEL          silent, error, warn, info (info); the log goes to standard error
  token create --data DIR --workspace NAME --role read|write|admin [--name NAME]
                                 print a new token; it is shown this once
  token list --data DIR          list the tokens
  token revoke --data DIR ID     make a token useless
  trust create --data DIR --workspace NAME --role read|write --name NAME --audience URL
                                 give CI short-lived tokens for ID tokens that these flags describe:
      --github OWNER/REPO        of GitHub Actions in this repository
      --gitlab GROUP/PROJECT     of GitLab CI/CD in this project (with --url URL of your own GitLab)
      --branch NAME              of this branch; release/* for all below release
      --environment NAME         of jobs in this environment
      --issuer URL               of any other issuer
      --claim NAME=VALUE         with this claim, such as repository_id=123; more than one may be given
      --lifetime MINUTES         how long a token lives, 5 to 60 (15)
  trust list --data DIR [--json] list what is trusted
  trust remove --data DIR ID     trust it no more; the tokens that it gave end at once

Every command takes --database in place of --data. FLOWLINK_DATABASE_URL stands for it and keeps the password off the
command line. PostgreSQL needs FLOWLINK_ENCRYPTION_KEY or --key-file, the same for every instance.

With --data and neither of the two, the key is in DIR/encryption.key, made at the first start. Keep a copy of it apart
from the database: without it the secrets are lost.

Examples:
  flowlink-backend serve --data ./data --port 8787
  flowlink-backend token create --data ./data --workspace acme-production --role write
  flowlink-backend trust create --data ./data --workspace acme-production --role write --name apply \\
    --audience https://flowlink.example.com --github acme/stores --branch main`;
