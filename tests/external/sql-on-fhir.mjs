// The rows of a folder's ViewDefinitions over its resources.ndjson, by a runner that this project did not write: a line of JSON for each view, { view, rows } or { view, error }.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { evalSqlOnFhir } = createRequire(import.meta.url)('@medplum/core');
const [, , folder] = process.argv;
const resources = readFileSync(join(folder, 'resources.ndjson'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
for (const view of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  const definition = JSON.parse(readFileSync(join(folder, view), 'utf8'));
  try {
    console.log(JSON.stringify({ view, rows: evalSqlOnFhir(definition, resources.filter((resource) => resource.resourceType === definition.resource)) }));
  } catch (error) {
    console.log(JSON.stringify({ view, error: error.message }));
  }
}
