// Runs one of the peers that are libraries: node peers.cjs cedar|openfga|yaml FOLDER
// They are looked for below $LATCHKEY_PEERS, where `./dev bench peers` installs them.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const load = createRequire(path.join(process.env.LATCHKEY_PEERS, 'package.json'));
const [, , peer, folder] = process.argv;
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');

function fail(what) {
  console.error(`${peer}: ${what}`);
  process.exit(2);
}

const peers = {
  cedar() {
    const cedar = load('@cedar-policy/cedar-wasm/nodejs');
    const answer = cedar.validate({
      validationSettings: { mode: 'strict' },
      schema: read('schema.cedarschema'),
      policies: { staticPolicies: read('policies.cedar') },
    });
    if (answer.type !== 'success' || answer.validationErrors.length > 0) {
      fail(JSON.stringify(answer).slice(0, 500));
    }
  },
  openfga() {
    load('@openfga/syntax-transformer').validator.validateDSL(read('model.fga'));
  },
  yaml() {
    const Ajv = load('ajv');
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(read('schema.json')));
    if (!validate(load('js-yaml').load(read('policies.yaml')))) {
      fail(JSON.stringify(validate.errors).slice(0, 500));
    }
  },
  load() {
    load('js-yaml').load(read('policies.yaml'));
  },
};

peers[peer]();
