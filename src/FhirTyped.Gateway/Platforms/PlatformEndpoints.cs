using System.Text.Json;
using FhirTyped.Capabilities;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Which platforms there are: <c>/api/platforms</c>. It says nothing of a patient, and nothing secret, and is everybody's.</summary>
internal sealed class PlatformEndpoints(GatewayPlatforms platforms, GatewayAddress address)
{
    /// <summary>Lists them: <c>?q=</c> a part of the name or id, <c>&amp;type=</c> a kind, <c>&amp;registered_only=true</c> those that one can log in to or use at once.</summary>
    public Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var text = query["q"].ToString();
        var type = query["type"].ToString();
        var isRegisteredOnly = string.Equals(query["registered_only"], "true", StringComparison.OrdinalIgnoreCase);
        var found = platforms.All
            .Where(platform => text.Length == 0 || platform.Id.Contains(text, StringComparison.OrdinalIgnoreCase) || platform.DisplayName.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Where(platform => type.Length == 0 || string.Equals(platform.Descriptor.Manifest.Type, type, StringComparison.OrdinalIgnoreCase))
            .Where(platform => !isRegisteredOnly || platform.HasLogin || platform.Shared is not null)
            .OrderBy(static platform => platform.DisplayName, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray("platforms");
            foreach (var platform in found)
            {
                json.WriteStartObject();
                WriteSummary(json, platform);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("total", found.Count);
        });
    }

    /// <summary>One of them, with what it can do.</summary>
    public Task ShowAsync(HttpContext context, string platform)
    {
        if (platforms.Find(platform) is not { } found)
        {
            return JsonAnswer.WriteAsync(context, StatusCodes.Status404NotFound, static json =>
            {
                json.WriteString("error", "platform_not_found");
                json.WriteString("message", "There is no such platform here; /api/platforms lists those that there are.");
            });
        }

        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            WriteSummary(json, found);
            var manifest = found.Descriptor.Manifest;
            json.WriteString("fhir_version", "4.0.1");
            json.WriteString("metadata_url", address.At(AnswerWriter.PathOf(found) + "metadata").AbsoluteUri);
            json.WriteString("statement_date", manifest.Origin.Date);
            json.WriteStartObject("capabilities");
            json.WriteBoolean("bulk_data", HasOperation(manifest, "export"));
            json.WriteBoolean("patient_everything", manifest.FindResource("Patient")?.Operations.Any(static operation => operation.Name == "everything") == true);
            json.WriteBoolean("write", manifest.Resources.Any(static resource => (resource.Interactions & (FhirInteraction.Create | FhirInteraction.Update)) != 0));
            json.WriteStartArray("resource_types");
            foreach (var resource in manifest.Resources)
            {
                json.WriteStringValue(resource.Type);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static bool HasOperation(PlatformManifest manifest, string name) =>
        manifest.SystemOperations.Any(operation => operation.Name == name) || manifest.Resources.Any(resource => resource.Operations.Any(operation => operation.Name == name));

    private void WriteSummary(Utf8JsonWriter json, GatewayPlatform platform)
    {
        json.WriteString("id", platform.Id);
        json.WriteString("name", platform.DisplayName);
        json.WriteString("platform", platform.Descriptor.Id);
        json.WriteString("type", platform.Descriptor.Manifest.Type);
        json.WriteString("fhir_base_url", address.At(AnswerWriter.PathOf(platform)).AbsoluteUri.TrimEnd('/'));
        json.WriteBoolean("has_oauth", platform.HasLogin);
        json.WriteBoolean("oauth_registered", platform.HasLogin);
        json.WriteBoolean("is_shared", platform.Shared is not null);
        json.WriteBoolean("read_only", platform.Options.ReadOnly);
        if (platform.HasLogin)
        {
            json.WriteString("login_url", address.At("/auth/" + platform.Id + "/login").AbsoluteUri);
        }
    }
}
