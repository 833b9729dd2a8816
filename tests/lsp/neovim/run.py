"""Plays neovim/session.lua in a headless Neovim and checks the bytes that it leaves.

    python3 run.py --latchkey PROGRAM --nvim PROGRAM
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
POLICY = """use highlevel

team growth {
  contact "growth@acme.example"
}

credential form-key {
  provider highlevel
  kind     private-integration
  level    location
  store    env "FORM_KEY"
  owner    growth
  rotate   every 90 days
}

integration lead-form "Website form" {
  purpose lead-capture
  owner   growth
  uses    form-key
  allow create on contact (email) because "🔑 enquiries"
  scopes  contacts.readonly, contacts.write
  gateway "edge-proxy"
  review every 90 days last 2026-10-01 by growth
  revoke "runbooks/revoke.md" within 1 hour
}
"""
# The test is about one finding; those of other rules would come and go with the rules.
CONFIG = """[rules]
{}
"""


def rules_off(latchkey):
    listed = subprocess.run([latchkey, "rules", "--format", "json"], capture_output=True, text=True,
                            check=True).stdout
    return "\n".join(f'{rule["id"]} = "off"' for rule in json.loads(listed)
                     if rule["id"] != "excess-scope")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latchkey", required=True, type=os.path.abspath)
    parser.add_argument("--nvim", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        policy = root / "form.latch"
        policy.write_text(POLICY)
        (root / "latchkey.toml").write_text(CONFIG.format(rules_off(options.latchkey)))
        report = root / "report"
        environment = {**os.environ, "POLICY": str(policy), "SOURCE_DATE_EPOCH": "1795392000",
                       "DOCUMENTED": str(ROOT / "docs/editors/neovim.lua"),
                       "PATH": os.pathsep.join([os.path.dirname(options.latchkey), os.environ["PATH"]]),
                       "REPORT": str(report), "HOME": folder, "XDG_STATE_HOME": folder,
                       "XDG_DATA_HOME": folder, "XDG_CACHE_HOME": folder}
        here = pathlib.Path(__file__).resolve().parent
        done = subprocess.run([options.nvim, "--headless", "-u", "NONE", "-n", "-c",
                               f"luafile {here / 'session.lua'}"], env=environment, timeout=90,
                              capture_output=True, text=True, check=False)
        said = report.read_text().strip() if report.exists() else f"nothing: {done.stderr}"
        expected = POLICY.replace("contacts.readonly, ", "")
        if said != "passed" or policy.read_text() != expected:
            print(said)
            print(policy.read_text())
            return 1
    print("Neovim: the finding came, the fix was applied, the bytes are right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
