#!/usr/bin/env python3
"""Leaves tokens of every kind in every place, runs every command in every format, and looks for the
tokens in whatever comes out.

    run.py --latchkey PROGRAM [PLACE…]

Shown may be a secret's first four characters and its fingerprint. What `fmt` and `--fix` write back
into the file itself is the person's own text, and is not looked at.
"""

import argparse
import base64
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import kinds  # noqa: E402  (beside this file)
import places  # noqa: E402

FORMATS = ("text", "compact", "json", "sarif", "junit", "gitlab", "github", "markdown")
AS_OF = ["--as-of", "2026-11-23"]
COMMANDS = (
    *(["check", *AS_OF, "--profile", "all", "--format", name] for name in FORMATS),
    ["check", *AS_OF, "--output", "json:out.json", "--output", "sarif:out.sarif", "--quiet"],
    ["check", *AS_OF, "--fix=all", "--diff"],
    ["check", *AS_OF, "--write-baseline"],
    ["check", *AS_OF, "--baseline", "latchkey.baseline.json"],
    ["compile", *AS_OF, "-o", "out"],
    ["compile", *AS_OF, "-o", "out", "--fail-on", "never"],
    ["compile", *AS_OF, "-o", "out", "--check"],
    ["fmt", "--check", "."],
    ["fmt", "--diff", "."],
    ["test", *AS_OF, "--coverage"],
    ["test", *AS_OF, "--coverage", "--format", "json"],
    ["explain", "form-1"],
    ["explain", "key-1"],
    ["explain", "contacts.write"],
    ["catalog", "list"],
    ["schema", "config"],
)


def frame(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def editor_session(root, files):
    """Everything that an editor asks of a file, but for what gives its own text back."""
    uri = lambda name: (root / name).as_uri()
    messages = [{"id": 0, "method": "initialize", "params": {"capabilities": {}, "workspaceFolders": [
        {"uri": root.as_uri(), "name": "w"}]}}, {"method": "initialized", "params": {}}]
    for name, text in files[:6]:
        messages.append({"method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": uri(name), "languageId": "latchkey", "version": 1, "text": text}}})
    identity = 0
    for name, text in files[:6]:
        lines = text.split("\n")
        where = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
        for method in ("documentSymbol", "foldingRange", "documentLink", "codeLens", "semanticTokens/full", "inlayHint", "codeAction"):
            identity += 1
            messages.append({"id": identity, "method": f"textDocument/{method}", "params": {
                "textDocument": {"uri": uri(name)}, "range": where, "context": {"diagnostics": []}}})
        for line, content in enumerate(lines):
            for method in ("hover", "completion"):
                identity += 1
                messages.append({"id": identity, "method": f"textDocument/{method}", "params": {
                    "textDocument": {"uri": uri(name)}, "position": {"line": line, "character": len(content) * 2 // 3}}})
    messages += [{"id": 9998, "method": "workspace/symbol", "params": {"query": ""}},
                 {"id": 9997, "method": "workspace/executeCommand", "params": {"command": "latchkey.matrix"}},
                 {"id": 9999, "method": "shutdown"}, {"method": "exit"}]
    return b"".join(map(frame, messages))


class Case:
    def __init__(self, latchkey, name, files, tokens, environment=None):
        self.latchkey, self.name, self.files, self.tokens = latchkey, name, files, tokens
        self.environment = {**os.environ, **(environment or {})}
        self.leaks = collections.Counter()
        self.ran = 0

    def look(self, where, data):
        text = data.decode("utf-8", "replace")
        for kind, parts in self.tokens.items():
            if any(part in text for part in parts):
                self.leaks[(where, kind)] += 1

    def play(self, folder):
        root = pathlib.Path(folder).resolve()
        for name, text in self.files:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        run = lambda words, given=b"": subprocess.run([self.latchkey, *words], cwd=root, env=self.environment, input=given,
                                                      capture_output=True, timeout=120, check=False)
        for words in COMMANDS:
            done = run(words)
            assert done.returncode in (0, 1, 2, 3), (self.name, words, done.returncode, done.stderr[-300:])
            self.ran += 1
            self.look(" ".join(words), done.stdout + done.stderr)
        # Of a file whose name holds a token the client knows the name: it says it itself.
        if self.name.endswith(" name") and self.name.split()[0] in ("file", "folder"):
            return
        policies = [(name, text) for name, text in self.files if name.endswith(".latch")]
        done = run(["lsp", *AS_OF], editor_session(root, policies))
        assert done.returncode == 0, (self.name, done.returncode, done.stderr[-300:])
        assert b'"result"' in done.stdout
        self.look("lsp", done.stdout + done.stderr)
        written = {name for name, _ in self.files}
        for path in sorted(root.rglob("*")):
            if path.is_file() and str(path.relative_to(root)) not in written:
                self.look(f"file {path.relative_to(root).name}", path.read_bytes())


def parts_of(token):
    """What must not be seen: all behind the first four characters, and long pieces of it."""
    hidden = token[4:]
    secret = token
    for scheme in ("://robot:", "access_token=", "://crm:"):
        if scheme in token:
            secret = token.split(scheme)[1].split("@")[0]
            hidden = secret[4:]
    if token.startswith("-----BEGIN"):
        hidden = token.split("-----")[2][4:] or token
    half = len(secret) // 2
    return [part for part in (hidden, secret[half + 1:], secret[4:half]) if len(part) >= 10] or [hidden]


def cases(latchkey, wanted):
    known = kinds.all_kinds()
    # The head of a private key alone is a shape, and no secret.
    known = {kind: token for kind, token in known.items() if len(token[0].strip("-")) > 12 and kind != "secrets-private-key"}
    hidden = {kind: parts_of(token) for kind, (token, _) in known.items()}
    base = ("policies/base.latch", places.TEAM)
    config = ("latchkey.toml", '[workspace]\ninclude = ["policies/**"]\n')
    for place, make in places.IN_POLICIES.items():
        files = [base, config] + [(f"policies/p{n}.latch", make(n, token, word)) for n, (token, word) in enumerate(known.values())]
        tokens = hidden
        if place == "base64":
            tokens = {kind: [base64.b64encode(token.encode()).decode()[4:-4]] for kind, (token, _) in known.items()}
        yield Case(latchkey, place, files, tokens)
    plain = ("policies/plain.latch", places.policy(1))
    # Of a name only the shape is judged: a folder may well be called by a digest.
    short = {kind: (token, word) for kind, (token, word) in known.items()
             if "/" not in token and len(token) < 200 and not word and not kind.startswith("random")}
    yield Case(latchkey, "file name", [base, config] + [
        (f"policies/{token}.latch", places.policy(n, scope=", contacts.readonly")) for n, (token, word) in enumerate(short.values())],
        {kind: hidden[kind] for kind in short})
    yield Case(latchkey, "folder name", [base, config] + [
        (f"policies/{token}/p.latch", places.policy(n, scope=", contacts.readonly")) for n, (token, word) in enumerate(short.values())],
        {kind: hidden[kind] for kind in short})
    for n, (kind, (token, word)) in enumerate(list(known.items())[::4]):
        one = {kind: hidden[kind]}
        after = f" # {word}\n"
        for what, text in (("value", f'[compile]\nout = "{token}"{after}'), ("key", f'[rules]\n"{token}" = "off"{after}'),
                           ("level", f'[rules]\nexcess-scope = "{token}"{after}'),
                           ("provider", f'[providers]\nacme = "{token}"{after}'), ("nonsense", f"{token}{after}")):
            yield Case(latchkey, f"latchkey.toml, {what}, {kind}", [base, plain, ("latchkey.toml", text)], one)
        yield Case(latchkey, f"environment, {kind}", [base, config, plain], one, {"SOURCE_DATE_EPOCH": token, "NO_COLOR": token})
        catalogue = json.dumps({"catalog": 1, "provider": {"id": token, "title": token}})
        yield Case(latchkey, f"catalogue, {kind}", [base, plain, ("latchkey.toml", '[providers]\nacme = "acme.json"\n'),
                                                    ("acme.json", catalogue)], one)
        yield Case(latchkey, f"baseline, {kind}", [base, config, plain, ("latchkey.baseline.json", f'{{"baseline": "{token}"}}')], one)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--latchkey", required=True, type=lambda path: pathlib.Path(path).resolve(strict=True))
    arguments.add_argument("places", nargs="*")
    options = arguments.parse_args()
    leaks, ran, played = collections.Counter(), 0, 0
    for case in cases(options.latchkey, options.places):
        if options.places and not any(case.name.startswith(place) for place in options.places):
            continue
        folder = tempfile.mkdtemp(prefix="latchkey-secrets-")
        try:
            case.play(folder)
        finally:
            shutil.rmtree(folder)
        ran, played = ran + case.ran, played + 1
        for (where, kind), count in case.leaks.items():
            leaks[(case.name, where, kind)] += count
    for (place, where, kind), _ in sorted(leaks.items()):
        print(f"leak: {kind} in {place}, by `{where}`")
    print(f"{len(kinds.all_kinds())} kinds, {played} places, {ran} runs, {len(leaks)} leaks")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
