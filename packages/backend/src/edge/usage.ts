// What --help prints.

export const usage = `Usage: flowlink-backend COMMAND [FLAGS]

Commands:
  serve --data DIR               run the backend on an embedded database in DIR
  serve --database URL           run it on PostgreSQL, also several times: postgres://user:password@host:5432/name
      --port N                   listen on this port (8787; 0 picks a free one)
      --host ADDRESS             listen on this address (127.0.0.1)
      --key-file FILE            read the encryption key from FILE: 32 bytes in base64
      --old-key-file FILE        accept this key too, while another one takes its place
      --log-level LEVEL          silent, error, warn, info (info); the log goes to standard error
      --rate-limit N/s           requests a second that a token may send for long (1000/s), or off
      --rate-burst N             requests that it may send at once (those of ten seconds)
      --trust-proxy ADDRESSES    believe X-Forwarded-For of these addresses or networks: 127.0.0.1,10.0.0.0/8
      --metrics-port N           answer /metrics on this port only
      --stop-delay SECONDS       after SIGTERM, answer as before for so long, with /readyz saying no (0)
  token create --data DIR --workspace NAME --role read|write|admin [--name NAME]
                                 print a new token; it is shown this once
      --expires TIME             let it end: 12h, 90d, or as a day begins in UTC: 2027-01-31
  token list --data DIR          list the tokens, also those that have ended
      --workspace NAME           those of one workspace
      --json                     as JSON
  token revoke --data DIR ID     end a token now; it stays in the list
  trust create --data DIR --workspace NAME --role read|write --name NAME --audience URL
                                 give CI short-lived tokens for ID tokens that these flags describe:
      --github OWNER/REPO        of GitHub Actions in this repository
      --gitlab GROUP/PROJECT     of GitLab CI/CD in this project (with --url URL of your own GitLab)
      --branch NAME              of this branch; release/* for all below release
      --environment NAME         of jobs in this environment
      --issuer URL               of any other issuer
      --claim NAME=VALUE         with this claim, such as repository_id=123; more than one may be given
      --lifetime MINUTES         how long a token lives, 5 to 60 (15)
  trust list --data DIR          list what is trusted, of one --workspace or of all; --json as JSON
  trust remove --data DIR ID     trust it no more; the tokens that it gave end at once
  audit export --data DIR        print what was written and what was denied, one JSON document a line
      --workspace NAME           of one workspace
      --since TIME               from this time on: 12h or 90d ago, or a day
      --denied                   what was denied only
      --after POSITION           behind the entry with this position
  rekey --data DIR               replace encryption keys while the backend runs; do it again if it was interrupted
      --new-key-file FILE        the key in FILE takes the place of the present one; or FLOWLINK_NEW_ENCRYPTION_KEY
      --data-key                 seal every secret anew, with a new data key
  backup --data DIR --to FILE    copy the embedded database while the backend runs; FILE must not exist
  copy --data DIR --to URL       take the embedded database over to an empty one on PostgreSQL
  restored --data DIR            after putting back a copy that “backup” did not make: go on at new revisions
  check --data DIR               say whether the database is whole and every secret opens; changes nothing
      --json                     as JSON

Every command takes --database in place of --data. FLOWLINK_DATABASE_URL stands for it and keeps the password off the
command line. PostgreSQL needs FLOWLINK_ENCRYPTION_KEY or --key-file, the same for every instance.

With --data and neither of the two, the key is in DIR/encryption.key, made at the first start. Keep a copy of it apart
from the database: without it the secrets are lost.

Examples:
  flowlink-backend serve --data ./data --port 8787
  flowlink-backend token create --data ./data --workspace acme-production --role write
  flowlink-backend trust create --data ./data --workspace acme-production --role write --name apply \\
    --audience https://flowlink.example.com --github acme/stores --branch main`;
