using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>What the sandbox says of itself: the platform's facts, with its own address.</summary>
internal sealed class ConformanceHandler(SandboxServer server)
{
    /// <summary>The CapabilityStatement (https://hl7.org/fhir/R4/http.html#capabilities), written back from the manifest.</summary>
    public SandboxReply Metadata()
    {
        var manifest = server.Platform.Manifest;
        var facts = new CapabilityStatementFacts
        {
            Date = manifest.Origin.Date,
            Software = manifest.Origin.Software,
            ImplementationUrl = server.BaseUrl.TrimEnd('/'),
            Resources = manifest.Resources,
            PatchFormats = manifest.PatchFormats,
            SystemInteractions = manifest.SystemInteractions,
            SystemSearchParameters = manifest.SystemSearchParameters,
            SystemOperations = manifest.SystemOperations,
            Rules = manifest.Rules,
        };
        return new SandboxReply(HttpStatusCode.OK) { Body = WithOwn(Encoding.UTF8.GetBytes(CapabilityStatementWriter.Write(facts, manifest.Name))) };
    }

    /// <summary>The statement with what this sandbox has beside the platform: further formats, and where its tokens are to be had.</summary>
    private ReadOnlyMemory<byte> WithOwn(byte[] statement)
    {
        if ((server.Options.Formats.Count == 0 && server.Authorization is null) || JsonTree.TryParse(statement) is not { } tree)
        {
            return statement;
        }

        foreach (var format in server.Options.Formats)
        {
            (tree["format"] as JsonArray)?.Add((JsonNode)format.MediaType);
        }

        if (server.Authorization is { } authorization && tree["rest"] is JsonArray and [JsonObject rest, ..])
        {
            rest["security"] = Security(authorization.State.Addresses);
        }

        return Encoding.UTF8.GetBytes(tree.ToJsonString());
    }

    /// <summary>https://hl7.org/fhir/smart-app-launch/1.0.0/conformance/index.html#declaring-support-for-oauth2-endpoints.</summary>
    private static JsonObject Security(OAuthAddresses addresses)
    {
        return new JsonObject
        {
            ["extension"] = new JsonArray(new JsonObject
            {
                ["url"] = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
                ["extension"] = new JsonArray(
                    Address("authorize", addresses.Authorize), Address("token", addresses.Token), Address("revoke", addresses.Revoke), Address("introspect", addresses.Introspect)),
            }),
            ["service"] = new JsonArray(new JsonObject
            {
                ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/restful-security-service", ["code"] = "SMART-on-FHIR" }),
            }),
        };

        static JsonObject Address(string name, string address) => new() { ["url"] = name, ["valueUri"] = address };
    }

    /// <summary>The SMART configuration (https://hl7.org/fhir/smart-app-launch/STU2/conformance.html), where the platform's is known.</summary>
    public SandboxReply SmartConfiguration()
    {
        if (server.Authorization is { } authorization)
        {
            return new SandboxReply(HttpStatusCode.OK) { Body = Encoding.UTF8.GetBytes(authorization.Configuration().ToJsonString()), ContentType = "application/json" };
        }

        var oauth = server.Platform.Manifest.OAuth;
        if (oauth.AuthorizeUrl.Length == 0 && oauth.TokenUrl.Length == 0)
        {
            throw new RefusedException(HttpStatusCode.NotFound, IssueType.NotFound, "Nothing is known of how " + server.Platform.Name + " authorizes clients.");
        }

        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            WriteText(writer, "authorization_endpoint", oauth.AuthorizeUrl);
            WriteText(writer, "token_endpoint", oauth.TokenUrl);
            WriteText(writer, "revocation_endpoint", oauth.RevokeUrl);
            WriteList(writer, "scopes_supported", oauth.ScopesSupported);
            WriteList(writer, "code_challenge_methods_supported", oauth.CodeChallengeMethods);
            WriteList(writer, "token_endpoint_auth_methods_supported", oauth.TokenEndpointAuthenticationMethods);
            WriteList(writer, "grant_types_supported", ["authorization_code"]);
            WriteList(writer, "response_types_supported", ["code"]);
            writer.WriteEndObject();
        }

        return new SandboxReply(HttpStatusCode.OK) { Body = output.ToArray(), ContentType = "application/json" };
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
