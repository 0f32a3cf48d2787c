// oidc-provider as the authorization server of a FHIR server, for the contract tests of FhirTyped.External.Tests.
// The argument is JSON: { "redirectUri": "…", "keys": { "keys": [ … ] } }. On stdout comes one line of JSON with its address; it ends with its standard input.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const { redirectUri, keys } = JSON.parse(process.argv[2]);
const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const users = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], redirect_uris: [redirectUri] };
const machines = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [] };
const scope = 'openid fhirUser offline_access launch launch/patient patient/Patient.rs patient/Observation.rs system/Patient.rs system/Observation.rs';
const byKey = (alg) => ({
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: alg,
  jwks: { keys: keys.keys.filter((key) => key.alg === alg) },
});

const provider = new Provider(issuer, {
  clients: [
    { client_id: 'backend-rs384', scope, ...machines, ...byKey('RS384') },
    { client_id: 'backend-es384', scope, ...machines, ...byKey('ES384') },
    { client_id: 'machine-basic', client_secret: 'a +/:%&= secret', token_endpoint_auth_method: 'client_secret_basic', scope, ...machines },
    { client_id: 'machine-post', client_secret: 'a +/:%&= secret', token_endpoint_auth_method: 'client_secret_post', scope, ...machines },
    { client_id: 'app-public', token_endpoint_auth_method: 'none', scope, ...users },
    { client_id: 'app-secret', client_secret: 'a +/:%&= secret', token_endpoint_auth_method: 'client_secret_basic', scope, ...users },
    { client_id: 'app-key', scope, ...users, ...byKey('ES384') },
  ],
  jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'server', use: 'sig', alg: 'RS256' }] },
  scopes: scope.split(' '),
  claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
  // SMART reads fhirUser from the id_token, not from a user information endpoint.
  conformIdTokenClaims: false,
  cookies: { keys: ['only for tests'] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
  },
  enabledJWA: { clientAuthSigningAlgValues: ['RS384', 'ES384'] },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  // OpenID Connect wants prompt=consent for offline_access, SMART does not know it: the grant decides.
  issueRefreshToken: async (ctx, client) => client.grantTypeAllowed('refresh_token'),
  ttl: { AccessToken: 300, ClientCredentials: 300, Grant: 3600, Session: 3600, Interaction: 600, IdToken: 300, RefreshToken: 3600, AuthorizationCode: 60 },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, fhirUser: `${issuer}/fhir/Practitioner/${id}` }) }),
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
});

// The launch context, which OpenID Connect does not know.
provider.use(async (ctx, next) => {
  await next();
  if (ctx.oidc?.route === 'token' && ctx.status === 200 && ctx.oidc.params?.grant_type === 'authorization_code') {
    ctx.body = { ...ctx.body, patient: 'p1', need_patient_banner: true };
  }
});

const answer = provider.callback();
server.on('request', async (request, response) => {
  const path = new URL(request.url, issuer).pathname;
  try {
    if (path === '/fhir/.well-known/smart-configuration') {
      // What SMART asks for is what OpenID Connect Discovery has.
      const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...metadata, capabilities: ['launch-standalone', 'launch-ehr', 'client-public', 'sso-openid-connect'] }));
    } else if (path.startsWith('/interaction/')) {
      await logIn(request, response);
    } else {
      answer(request, response);
    }
  } catch (error) {
    console.error(error);
    response.statusCode = 500;
    response.end();
  }
});

// A user who logs in and agrees without being asked.
async function logIn(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'user1' } });
  }

  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

console.log(JSON.stringify({ address: `${issuer}/` }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
