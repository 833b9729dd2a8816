#!/usr/bin/env python3
"""Puts tokens of many kinds wherever a token may be pasted, and demands that no command, format, fix
or message of the language server says more of them than their first four characters.

    run.py --latchkey LATCHKEY [PLACE…]

The tokens are made up when this runs; no file of the tree holds one."""

import argparse
import base64
import json
import random
import shutil
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from cases import policy, write

HEX = "0123456789abcdef"
WORD = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
RANDOM = random.Random(20261124)
# How long a part of a token may be read anywhere.
SHOWN = 4


def some(letters, count):
    return "".join(RANDOM.choice(letters) for _ in range(count))


def uuid():
    return "-".join(some(HEX, size) for size in (8, 4, 4, 4, 12))


def segment(text):
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def kinds():
    """Name and token, each whole."""
    jwt = ".".join((segment('{"alg":"HS256"}'), segment('{"location":"%s"}' % some(WORD, 12)), some(WORD, 43)))
    made = {
        "private-integration": "pit-" + uuid(), "json-web-token": jwt, "aws-id": "AK" + "IA" + some(UPPER, 16), "aws-temporary": "AS" + "IA" + some(UPPER, 16),
        "stripe-live": "sk" + "_live_" + some(WORD, 24), "stripe-restricted": "rk" + "_live_" + some(WORD, 24), "stripe-test": "sk" + "_test_" + some(WORD, 24),
        "stripe-webhook": "wh" + "sec_" + some(WORD, 32), "anthropic": "sk-" + "ant-api03-" + some(WORD, 90), "openai": "sk-" + "proj-" + some(WORD, 30) + "T3Blbk" + "FJ" + some(WORD, 30),
        "digitalocean": "do" + "p_v1_" + some(HEX, 64), "github": "gh" + "p_" + some(WORD, 36), "github-app": "gh" + "s_" + some(WORD, 36), "github-oauth": "gh" + "o_" + some(WORD, 36),
        "github-fine": "github" + "_pat_" + some(WORD, 22) + "_" + some(WORD, 59), "gitlab": "gl" + "pat-" + some(WORD, 20), "google": "AI" + "za" + some(WORD, 35),
        "google-client": "GOC" + "SPX-" + some(WORD, 28), "mailchimp": some(HEX, 32) + "-us" + "12", "mailgun": "key" + "-" + some(HEX, 32), "npm": "np" + "m_" + some(WORD, 36),
        "pypi": "py" + "pi-AgEIcHlwaS5vcmc" + some(WORD, 60), "sendgrid": "S" + "G." + some(WORD, 22) + "." + some(WORD, 43), "shopify": "shp" + "at_" + some(HEX, 32),
        "shopify-secret": "shp" + "ss_" + some(HEX, 32), "slack-bot": "xo" + "xb-" + some("0123456789", 12) + "-" + some("0123456789", 12) + "-" + some(WORD, 24),
        "slack-user": "xo" + "xp-" + some("0123456789", 12) + "-" + some(WORD, 30), "slack-app": "xa" + "pp-1-" + some(UPPER, 11) + "-" + some("0123456789", 13) + "-" + some(HEX, 64),
        "telegram": some("123456789", 9) + ":" + "AA" + some(WORD, 33), "twilio": "S" + "K" + some(HEX, 32),
        "hex-64": some(HEX, 64), "hex-40": some(HEX, 40), "random-32": some(WORD, 32), "random-40": some(WORD, 40), "random-64": some(WORD, 64),
        "base64-48": base64.b64encode(RANDOM.randbytes(36)).decode(), "base64-64": base64.b64encode(RANDOM.randbytes(48)).decode(), "base64url": base64.urlsafe_b64encode(RANDOM.randbytes(36)).decode(),
        "password-like": some(WORD, 12) + "-" + some(WORD, 12) + "." + some(WORD, 12), "bearer": some(WORD, 24) + "." + some(WORD, 24),
    }
    assert len(made) == 40
    return made


def places(token):
    """Where it is pasted: a name, and the files of a workspace."""
    plain = policy()

    def swap(old, new):
        assert old in plain, old
        return {"a.latch": plain.replace(old, new, 1)}

    half = len(token) // 2
    quoted = json.dumps(token)
    yield "string", swap('"form_KEY"', quoted)
    yield "title", swap('"Website form"', quoted)
    yield "reason", swap('"the form posts enquiries"', json.dumps("with the key " + token))
    yield "contact", swap('"growth@acme.example"', quoted)
    yield "comment", {"a.latch": f"// token: {token}\n" + plain}
    yield "end-comment", swap("  level    location\n", f"  level    location // secret {token}\n")
    yield "doc-comment", swap("integration form", f"/// The key is {token}\nintegration form")
    yield "name", {"a.latch": plain.replace("form-key", token)}
    yield "reference", swap("uses    form-key", f"uses    {token}")
    yield "scope", swap("  allow   create", f"  scopes  {token}\n  allow   create")
    yield "field", swap("(email)", f"({token})")
    yield "keyword", swap("  owner   growth\n  uses", f"  {token} growth\n  uses")
    yield "outside", {"a.latch": plain + f"\n{token}\n"}
    yield "open-string", {"a.latch": plain + f'\nteam x {{ contact "{token}\n}}\n'}
    yield "split-string", {"a.latch": plain + f'\nteam x {{ contact "{token[:half]}" "{token[half:]}" }}\n'}
    yield "address", swap("integration form", f"// https://user:{token}@api.acme.example/\nintegration form")
    yield "parameter", swap('"the form posts enquiries"', json.dumps(f"https://api.acme.example/?access_token={token}"))
    yield "base64", swap("integration form", f"// token: {base64.b64encode(token.encode()).decode()}\nintegration form")
    yield "configuration-key", {"a.latch": plain, "latchkey.toml": f"[rules]\n{quoted} = 3\n"}
    yield "configuration-value", {"a.latch": plain, "latchkey.toml": f"[rules]\nprofile = {quoted}\n"}
    yield "configuration-comment", {"a.latch": plain, "latchkey.toml": f"# {token}\n[rules\n"}
    if "/" not in token:
        yield "file-name", {f"{token}.latch": plain + "team\n"}


def is_shown(text, token):
    """What is written out whole counts, however JSON, XML or a URI spell it, and so does a half."""
    plain = text.replace("\\/", "/").replace("%3A", ":").replace("%3D", "=").replace("%2B", "+")
    long = max(12, len(token) // 2)
    return any(token[at : at + long] in plain for at in (0, len(token) - long))


COMMANDS = (
    ["check", "--fail-on", "never"], ["check", "--format", "json"], ["check", "--format", "sarif"], ["check", "--format", "junit"], ["check", "--format", "gitlab"],
    ["check", "--format", "github"], ["check", "--format", "markdown"], ["check", "--format", "compact", "--profile", "all"], ["check", "--diff"], ["check", "--fix=all", "--diff"],
    ["check", "--write-baseline", "--baseline", "made/baseline.json"], ["check", "--output", "json:made/findings.json", "--quiet"],
    ["compile", "--fail-on", "never", "-o", "made/out"], ["fmt", "--diff"], ["fmt", "--check"], ["test"], ["test", "--coverage"], ["explain", "form"], ["explain", "form-key"], ["catalog", "list"],
)


class Run:
    def __init__(self, latchkey, directory):
        self.latchkey, self.directory = latchkey, directory

    def outputs(self, files, full):
        """Everything that is said of a workspace: what each command writes and the files that it makes."""
        for number, command in enumerate(COMMANDS if full else COMMANDS[:2]):
            work = self.directory / str(number)
            work.mkdir()
            (work / "made").mkdir()
            for name, text in files.items():
                write(work / name, text)
            done = subprocess.run([self.latchkey, *command, "--as-of", "2026-11-23"] if command[0] != "fmt" and command[0] != "catalog" else [self.latchkey, *command], cwd=work, capture_output=True, timeout=60, check=False)
            said = (done.stdout + done.stderr).decode(errors="replace")
            if done.returncode not in (0, 1, 2, 3) or "broken invariant" in said or "a bug of latchkey" in said:
                raise SystemExit(f"{command}: ended with {done.returncode}: {said[:500]}")
            yield " ".join(command), said + "".join(path.read_text(encoding="utf-8") + path.name for path in (work / "made").rglob("*") if path.is_file())
            shutil.rmtree(work)
        if full:
            yield "lsp", self.session(files)

    def session(self, files):
        """What the language server says when the files are opened and asked about."""
        messages = [{"id": 0, "method": "initialize", "params": {"capabilities": {}}}, {"method": "initialized", "params": {}}]
        identity = 0
        for name, text in files.items():
            if not name.endswith(".latch"):
                continue
            document = {"uri": "untitled:a"}
            messages.append({"method": "textDocument/didOpen", "params": {"textDocument": {**document, "version": 1, "text": text}}})
            whole = {"start": {"line": 0, "character": 0}, "end": {"line": text.count("\n"), "character": 0}}
            for method in ("diagnostic", "codeAction", "codeLens", "inlayHint", "semanticTokens/full", "foldingRange"):
                identity += 1
                messages.append({"id": identity, "method": f"textDocument/{method}", "params": {"textDocument": document, "range": whole, "context": {}}})
            for line in range(text.count("\n")):
                identity += 1
                messages.append({"id": identity, "method": "textDocument/hover", "params": {"textDocument": document, "position": {"line": line, "character": 13}}})
        messages += [{"id": 9999, "method": "shutdown"}, {"method": "exit"}]
        stream = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in (json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages))
        done = subprocess.run([self.latchkey, "lsp"], cwd=self.directory, input=stream, capture_output=True, timeout=60, check=False)
        if done.returncode != 0 or b"diagnostics" not in done.stdout and b'"kind":"full"' not in done.stdout:
            raise SystemExit(f"lsp: ended with {done.returncode}: {done.stderr[:500]}")
        return (done.stdout + done.stderr).decode(errors="replace")


def self_test():
    token = "q7Rk" + "2Xv9Lm4Tz8" + "Wc3Ypb6Nhs"
    assert is_shown(f"x {token} y", token) and is_shown(token[:12], token) and is_shown(token[-12:], token)
    assert not is_shown(f"x {token[:SHOWN]}… y", token)


# Nothing but their looks tells these, and where a rule does not report them nobody knows them.
LOOKS_ALONE = ("hex-64", "hex-40", "random-32", "random-40", "random-64", "base64-48", "base64-64", "base64url", "password-like", "bearer")
# It has no beginning of its own, by which a wrapped token is found.
UNKNOWN_WHEN_WRAPPED = {("telegram", "split-string")}
# A path is how a file is found again, and every output names it as it is (SECURITY.md).
NAMED_AS_IT_IS = ("file-name",)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latchkey", required=True)
    parser.add_argument("places", nargs="*")
    arguments = parser.parse_args()
    self_test()
    latchkey = str(Path(arguments.latchkey).resolve(strict=True))
    runs, leaks = 0, []
    start = time.monotonic()
    for number, (kind, token) in enumerate(kinds().items()):
        for index, (place, files) in enumerate(places(token)):
            if arguments.places and place not in arguments.places:
                continue
            # Every command meets every kind and every place, but not every pair of them.
            full = (number + index) % 20 == 0
            if not full and (number + index) % 3 != 0:
                continue
            with tempfile.TemporaryDirectory(prefix="latchkey-secrets-") as directory:
                said_of = list(Run(latchkey, Path(directory)).outputs(files, full))
                # The second command tells findings alone, where SARIF lists every rule.
                looks_alone = kind in LOOKS_ALONE or (kind, place) in UNKNOWN_WHEN_WRAPPED
                known = not looks_alone or "hard-coded-secret" in said_of[1][1]
                runs += len(said_of)
                for what, said in said_of:
                    hidden = base64.b64encode(token.encode()).decode() if place == "base64" else token
                    if known and place not in NAMED_AS_IT_IS and is_shown(said, hidden):
                        leaks.append(f"{kind} in {place}: shown by {what}")
    for leak in leaks:
        print(leak)
    print(f"{runs} outputs, {len(leaks)} show a secret ({time.monotonic() - start:.0f} s)")
    return 1 if leaks or runs < 40 and not arguments.places else 0


if __name__ == "__main__":
    sys.exit(main())
