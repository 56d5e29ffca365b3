# Completion of flowlink for bash, 3.2 and later. What to offer is decided by `flowlink complete`.
_flowlink() {
  local kind='' answer
  COMPREPLY=()
  while IFS= read -r answer; do
    if [[ -z $kind ]]; then
      kind=$answer
    else
      COMPREPLY+=("$answer")
    fi
  done < <("${1/#~\//$HOME/}" complete bash -- "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)

  # With no candidates the options of `complete` below leave it to bash, which completes files or, if told so, folders.
  case $kind in
    files) compopt -o default -o filenames 2>/dev/null ;;
    folders) compopt -o dirnames -o filenames 2>/dev/null || COMPREPLY=($(compgen -d -- "$2")) ;;
    *) compopt +o default 2>/dev/null ;;
  esac
}
complete -o default -F _flowlink flowlink
