"""Completions of words for bash, zsh and fish, made of the command line and of what its words can be."""

import re

from outline import LEVELS, words_of

# Names that only the workspace knows, from git's list of its files: no program of ours is started
# while somebody types, and a folder of dependencies is not searched.
OWN_NAMES = ("git grep --untracked -hoE '^(integration|credential) [A-Za-z0-9_-]+' -- '*.latch' 2>/dev/null | "
             "while read -r _ name; do printf '%s\\n' \"$name\"; done")
OWN_NAMES_FISH = ("git grep --untracked -hoE '^(integration|credential) [A-Za-z0-9_-]+' -- '*.latch' 2>/dev/null | "
                  "string replace -r '^[a-z]+ ' ''")
REVISIONS = "git for-each-ref --format='%(refname:short)' refs/heads refs/tags refs/remotes 2>/dev/null"


def fill(template, **parts):
    """The template with each @NAME@ replaced; none may be left."""
    for name, text in parts.items():
        template = template.replace(f"@{name.upper()}@", text)
    assert not re.search(r"@[A-Z]{3,}@", template), re.search(r"@[A-Z]{3,}@", template)[0]
    return template


def names_of(command):
    """Every word that can stand in a command's place for an option."""
    names = []
    for option in command.options:
        names += option.names
        if option.kind == "choice" and not option.value_needed:
            names += [f"{option.names[-1]}={choice}" for choice in option.choices]
    return names


BASH = """# Completion of latchkey's command line for bash, made of `latchkey outline`.

_latchkey_words() {
  case $1 in
@WORDS@
    own) @OWN@ ;;
    revision) @REVISIONS@ ;;
  esac
}

# _latchkey_offer WORD…: of these words those that go on from what is typed.
_latchkey_offer() {
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$*" -- "$cur")
}

_latchkey_files() {
  local word
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$@" -- "$cur")
}

# _latchkey_value KIND [CHOICE…]
_latchkey_value() {
  local kind=$1
  shift
  case $kind in
    choice) _latchkey_offer "$@" ;;
    file) _latchkey_files -f ;;
    directory) _latchkey_files -d ;;
    policies)
      _latchkey_files -d
      _latchkey_files -f -X '!*.latch'
      ;;
    catalog)
      _latchkey_offer "$(_latchkey_words provider)"
      _latchkey_files -d
      _latchkey_files -f -X '!*.json'
      ;;
    explained) _latchkey_offer "$(_latchkey_words explained)" "$(_latchkey_words own)" ;;
    revision)
      _latchkey_offer HEAD :index "$(_latchkey_words revision)"
      _latchkey_files -d
      ;;
    rule)
      case $cur in
        *=*)
          prefix=${cur%%=*}=
          cur=${cur#*=}
          _latchkey_offer @LEVELS@
          ;;
        *)
          _latchkey_offer "$(_latchkey_words rule | sed 's/$/=/')"
          compopt -o nospace 2>/dev/null
          ;;
      esac
      ;;
    output)
      case $cur in
        *:*)
          prefix=${cur%%:*}:
          cur=${cur#*:}
          _latchkey_files -f
          ;;
        *)
          local format formats=()
          for format in "$@"; do formats+=("$format:"); done
          _latchkey_offer "${formats[*]}"
          compopt -o nospace 2>/dev/null
          ;;
      esac
      ;;
    provider | schema | scopes) _latchkey_offer "$(_latchkey_words "$kind")" ;;
  esac
}

_latchkey_option() {
  case $1 in
@VALUES@
    *) return 1 ;;
  esac
}

_latchkey_place() {
  case $1 in
@PLACES@
  esac
}

_latchkey_names() {
  case $1 in
@NAMES@
  esac
}

_latchkey_commands() {
  case $1 in
@COMMANDS@
  esac
}

_latchkey() {
  local cur='' prefix='' place=0 raw joined='' waits='' path=latchkey count=0 only_places='' index word
  local words=()
  COMPREPLY=()
  # bash splits words at = and : as well; what was typed in one piece is one word here.
  for ((index = 0; index <= COMP_CWORD; ++index)); do
    raw=${COMP_WORDS[index]}
    if [[ $index -gt 0 && ( $raw == [=:]* || $joined == yes ) && $raw != -* && ${#words[@]} -gt 0 ]]; then
      words[${#words[@]} - 1]+=$raw
    else
      words+=("$raw")
    fi
    if [[ $raw == *[=:] ]]; then joined=yes; else joined=''; fi
  done
  cur=${words[${#words[@]} - 1]}
  for ((index = 1; index < ${#words[@]} - 1; ++index)); do
    word=${words[index]}
    if [[ -n $waits ]]; then
      waits=''
    elif [[ -n $only_places ]]; then
      ((++count))
    elif [[ $word == -- ]]; then
      only_places=yes
    elif [[ $word == -*=* ]]; then
      :
    elif [[ $word == -* ]]; then
      if (cur='' _latchkey_option "$path $word") >/dev/null; then waits=$word; fi
    elif [[ " $(_latchkey_commands "$path") " == *" $word "* ]]; then
      path+=" $word"
    else
      ((++count))
    fi
  done
  local whole=$cur
  if [[ -n $waits ]]; then
    _latchkey_option "$path $waits"
  elif [[ -z $only_places && $cur == --*=* ]]; then
    prefix=${cur%%=*}=
    word=${cur%%=*}
    cur=${cur#*=}
    local inner=$prefix
    prefix=''
    _latchkey_option "$path $word" || _latchkey_option "$path $word="
    prefix=$inner$prefix
  elif [[ -z $only_places && $cur == -* ]]; then
    _latchkey_offer "$(_latchkey_names "$path")"
  else
    _latchkey_offer "$(_latchkey_commands "$path")"
    _latchkey_place "$path $count"
  fi
  # What stands before the last character that bash splits words at is kept by it.
  local kept='' mark
  for mark in = :; do
    if [[ $COMP_WORDBREAKS == *"$mark"* && $whole == *"$mark"* ]]; then
      word=${whole%"$mark"*}$mark
      [[ ${#word} -gt ${#kept} ]] && kept=$word
    fi
  done
  for index in "${!COMPREPLY[@]}"; do
    word=$prefix${COMPREPLY[index]}
    COMPREPLY[index]=${word#"$kept"}
  done
}

complete -F _latchkey latchkey
"""


def bash_value(option, command):
    if option.kind == "choice":
        return "_latchkey_value choice " + " ".join(option.choices)
    if option.kind == "output":
        return "_latchkey_value output " + " ".join(command.formats())
    return f"_latchkey_value {option.kind}"


def bash(outline):
    words, values, places, names, commands = [], [], [], [], []
    for kind, found in words_of(outline).items():
        words.append(f"    {kind}) printf '%s\\n' {' '.join(found)} ;;")
    for command in outline.commands:
        for option in command.options:
            if option.kind != "flag":
                mark = "" if option.takes_word else "="
                patterns = " | ".join(f"'{command.words} {name}{mark}'" for name in option.names)
                values.append(f"    {patterns}) {bash_value(option, command)} ;;")
        for number, place in enumerate(command.positionals):
            last = number == len(command.positionals) - 1
            pattern = f"'{command.words} '*" if last and place.repeatable else f"'{command.words} {number}'"
            places.append(f"    {pattern}) {bash_value(place, command)} ;;")
        names.append(f"    '{command.words}') echo {' '.join(names_of(command))} ;;")
        if command.commands:
            commands.append(f"    '{command.words}') echo {' '.join(child.path[-1] for child in command.commands)} ;;")
    return fill(BASH, words="\n".join(words), own=OWN_NAMES, revisions=REVISIONS, levels=" ".join(LEVELS),
                values="\n".join(values), places="\n".join(places), names="\n".join(names), commands="\n".join(commands))


def zsh_text(text):
    """A description within '…' and […]."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:").replace("'", "’").replace("`", "")


ZSH = """#compdef latchkey
# Completion of latchkey's command line for zsh, made of `latchkey outline`.

_latchkey_offer_own() {
  local -a names
  names=(${(f)"$(@OWN@)"})
  compadd -a names
}

_latchkey_offer_revision() {
  local -a names
  names=(HEAD ':index' ${(f)"$(@REVISIONS@)"})
  compadd -a names
  _files -/
}

_latchkey_offer_rule() {
  if compset -P '*='; then
    compadd @LEVELS@
  else
    compadd -S '=' -- @RULE@
  fi
}

# _latchkey_offer_output FORMAT…
_latchkey_offer_output() {
  if compset -P '*:'; then
    _files
  else
    compadd -S ':' -- "$@"
  fi
}

_latchkey_offer_explained() {
  compadd -- @EXPLAINED@
  _latchkey_offer_own
}

_latchkey_offer_provider() { compadd -- @PROVIDER@; }
_latchkey_offer_schema() { compadd -- @SCHEMA@; }
_latchkey_offer_scopes() { compadd -- @SCOPES@; }
_latchkey_offer_catalog() {
  _latchkey_offer_provider
  _files -g '*.json'
}

@FUNCTIONS@
if [[ $funcstack[1] == _latchkey ]]; then
  _latchkey "$@"
else
  compdef _latchkey latchkey
fi
"""
ZSH_KINDS = {"file": "_files", "directory": "_files -/", "policies": '_files -g "*.latch"', "provider": "_latchkey_offer_provider",
             "catalog": "_latchkey_offer_catalog", "explained": "_latchkey_offer_explained", "schema": "_latchkey_offer_schema",
             "revision": "_latchkey_offer_revision", "rule": "_latchkey_offer_rule", "scopes": "_latchkey_offer_scopes", "free": " "}


def zsh_action(option, command):
    if option.kind == "choice":
        return f"({' '.join(option.choices)})"
    if option.kind == "output":
        return "_latchkey_offer_output " + " ".join(command.formats())
    return ZSH_KINDS[option.kind]


def zsh_option(option, command):
    text = zsh_text(option.help)
    # Separated by a comma, the value may hold several; CLI11 takes them apart.
    what = "" if option.kind == "flag" else f":{zsh_text(option.value or option.names[-1].strip('-'))}:{zsh_action(option, command)}"
    star = "*" if option.repeatable else ""
    exclude = "" if option.repeatable else f"({' '.join(option.names)})"
    specs = []
    for name in option.names:
        equals = ""
        if option.kind != "flag" and name.startswith("--"):
            equals = "=" if option.value_needed else "=-"
        optional = ":" if option.kind != "flag" and not option.value_needed else ""
        specs.append(f"    '{exclude}{star}{name}{equals}[{text}]{optional}{what}'")
    return specs


def zsh_function(command):
    name = "_".join(("_latchkey", *(word.replace("-", "_") for word in command.path)))
    specs = [spec for option in command.options for spec in zsh_option(option, command)]
    if not command.commands:
        for number, place in enumerate(command.positionals):
            where = "*" if place.repeatable else str(number + 1)
            colon = ":" if place.required or place.repeatable else "::"
            specs.append(f"    '{where}{colon}{zsh_text(place.positional)}:{zsh_action(place, command)}'")
        return f"{name}() {{\n  _arguments -s -S \\\n" + " \\\n".join(specs) + "\n}\n"
    listed = "\n".join(f"    '{child.path[-1]}:{zsh_text(child.summary)}'" for child in command.commands)
    cases = "\n".join(f"        {child.path[-1]}) {name}_{child.path[-1].replace('-', '_')} ;;" for child in command.commands)
    specs += ["    '1: :->command'", "    '*:: :->rest'"]
    return f"""{name}() {{
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
{listed}
  )
  _arguments -C -S \\
{(" " + chr(92) + chr(10)).join(specs)}
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $words[1] in
{cases}
      esac
      ;;
  esac
}}
"""


def zsh(outline):
    words = {kind: " ".join(found) for kind, found in words_of(outline).items()}
    functions = "\n".join(zsh_function(command) for command in reversed(outline.commands))
    return fill(ZSH, own=OWN_NAMES, revisions=REVISIONS, levels=" ".join(LEVELS), functions=functions, **words)


FISH = """# Completion of latchkey's command line for fish, made of `latchkey outline`.

# The command that the words so far name: `catalog diff`; nothing before the first.
function __latchkey_path
    set -l path
    set -l waits
    for word in (commandline -opc)[2..-1]
        if test -n "$waits"
            set waits
            continue
        end
        switch "$path $word"
@WAITS@
            case @COMMANDS@
                set -a path $word
        end
    end
    echo "$path"
end

function __latchkey_at
    test (__latchkey_path) = "$argv"
end

function __latchkey_own
    @OWN@
end

function __latchkey_revision
    printf '%s\\n' HEAD :index
    @REVISIONS@
    __fish_complete_directories
end

# What is typed of the word under the cursor up to its last = or :, which completions begin with.
function __latchkey_typed
    commandline -ct | string replace -r '^--[a-z-]+=' ''
end

function __latchkey_rule
    for rule in @RULE@
        printf "$rule=%s\\n" @LEVELS@
    end
end

function __latchkey_output
    set -l typed (__latchkey_typed)
    if string match -q '*:*' -- $typed
        set -l format (string replace -r ':.*' ':' -- $typed)
        for file in (__fish_complete_path (string replace -r '^[^:]*:' '' -- $typed))
            echo "$format$file"
        end
    else
        printf '%s:\\n' $argv
    end
end

complete -c latchkey -f
@LINES@
"""
FISH_KINDS = {"file": "-F", "directory": "-a '(__fish_complete_directories)'", "policies": "-k -a '(__fish_complete_suffix .latch)'",
              "provider": "-a '@PROVIDER@'", "catalog": "-F -a '@PROVIDER@'", "schema": "-a '@SCHEMA@'", "scopes": "-a '@SCOPES@'",
              "explained": "-a '@EXPLAINED@ (__latchkey_own)'", "revision": "-a '(__latchkey_revision)'",
              "rule": "-a '(__latchkey_rule)'", "free": ""}


def fish_text(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("`", "") + "'"


def fish_value(option, command):
    if option.kind == "choice":
        return f"-a '{' '.join(option.choices)}'"
    if option.kind == "output":
        return f"-a '(__latchkey_output {' '.join(command.formats())})'"
    return FISH_KINDS[option.kind]


def fish_lines(command):
    at = f"complete -c latchkey -n '__latchkey_at {command.name}'".replace(" '", " '", 1)
    for child in command.commands:
        yield f"{at} -a {child.path[-1]} -d {fish_text(child.summary)}"
    for option in command.options:
        names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
        value = "" if option.kind == "flag" else f" -x {fish_value(option, command)}"
        if option.kind == "file":
            value = " -r -F"
        if option.kind != "flag" and not option.value_needed:
            # fish has no option whose value may be left out; both ways of writing it are offered.
            yield f"{at} {names}"
            for choice in option.choices:
                yield f"{at} -a '--{option.names[-1][2:]}={choice}' -d {fish_text(option.help)}"
            continue
        yield f"{at} {names}{value} -d {fish_text(option.help)}"
    seen = set()
    for place in command.positionals:
        if place.kind not in seen:
            seen.add(place.kind)
            yield f"{at} {fish_value(place, command)}"


def fish(outline):
    lines = [line for command in outline.commands for line in fish_lines(command)]
    waits = [f"'{command.name} {name}'" for command in outline.commands for option in command.options if option.takes_word
             for name in option.names]
    commands = " ".join(f"'{' '.join(command.path[:-1])} {command.path[-1]}'" for command in outline.commands if command.path)
    words = {kind: " ".join(found) for kind, found in words_of(outline).items()}
    text = FISH.replace("@LINES@", "\n".join(lines))
    return fill(text, own=OWN_NAMES_FISH, revisions=REVISIONS, levels=" ".join(LEVELS), commands=commands,
                waits=f"            case {' '.join(waits)}\n                set waits yes", **words)


# Where each is installed below share/.
FILES = {
    "bash-completion/completions/latchkey": bash,
    "zsh/vendor-completions/_latchkey": zsh,
    "fish/vendor_completions.d/latchkey.fish": fish,
}
