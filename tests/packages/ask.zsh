# ask.zsh SCRIPT LINE…: asks a zsh with a terminal of its own what goes on from each line, and prints
# that, a word a line and `===` behind each line. Words come whole, with what stands before them.
zmodload zsh/zpty
script=$1
shift
home=$(mktemp -d)
trap 'rm -rf $home' EXIT

cat >$home/.zshrc <<END
unsetopt zle_bracketed_paste prompt_cr prompt_sp
PS1= RPS1=
LISTMAX=100000
answers=$home
fpath=(${script:h} \$fpath)
END
cat >>$home/.zshrc <<'END'
autoload -Uz compinit
compinit -u -D
# What the completion adds, it adds with compadd; with -O an array gets what fits instead of the line.
compadd() {
  local -a hits prefix hidden suffix asked
  zparseopts -E P:=prefix p:=hidden S:=suffix O:=asked A:=asked D:=asked
  if (( ! $#asked )); then
    builtin compadd -O hits "$@"
    (( $#hits )) && print -rl -- $IPREFIX${prefix[2]}${hidden[2]}${^hits}${suffix[2]} >>$answers/now
  fi
  builtin compadd "$@"
}
asking() {
  : >$answers/now
  zle list-choices
  BUFFER=
  mv $answers/now $answers/done
}
zle -N asking
bindkey '^T' asking
: >$answers/ready
END

export ZDOTDIR=$home
zpty ask zsh -i
# await FILE: reads on meanwhile, because a shell whose output nobody reads stops.
await() {
  local try
  for try in {1..4000}; do
    [[ -e $1 ]] && return
    zpty -r -t ask >/dev/null 2>&1 || sleep 0.01
  done
  print -u2 "zsh does not answer"
  exit 1
}
await $home/ready
for line in "$@"; do
  rm -f $home/done
  zpty -w -n ask "$line"$'\C-t'
  await $home/done
  sort -u $home/done
  print -r -- '==='
done
zpty -d ask
