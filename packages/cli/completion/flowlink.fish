# Completion of flowlink for fish. What to offer is decided by `flowlink complete`.
function __flowlink_complete
    set -l program (commandline -opc | string match -r '^(?:.*/)?flowlink$' | string replace -r '^~/' "$HOME/")[1]
    test -n "$program"; or set program flowlink
    set -l answers ($program complete fish -- (commandline -cp | string collect --allow-empty) 2>/dev/null)
    set -l kind (string split -m 1 ' ' -- $answers[1])
    switch "$kind[1]"
        case files folders
            # The path begins behind the flag that it is joined to.
            set -l prefix "$kind[2]"
            set -l path (string sub -s (math (string length -- "$prefix") + 1) -- (commandline -ct | string collect --allow-empty))
            if test $kind[1] = files
                string join \n -- $prefix(__fish_complete_path "$path")
            else
                string join \n -- $prefix(__fish_complete_directories "$path" '')
            end
        case words
            string join \n -- $answers[2..]
    end
end
complete -c flowlink -e
complete -c flowlink -f -k -a '(__flowlink_complete)'
