using System.Text.Json;

namespace FhirTyped.Gateway;

/// <summary>
/// The manifest of an export (https://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---complete-status) with the gateway's links in place of the platform's: the files are asked for here, by whoever began the
/// export, and the platform's token stays here. All else stays as it came.
/// </summary>
internal sealed class ExportManifest(PageHandles pages, GatewayAddress address)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The manifest as it is given; null where it is none.</summary>
    /// <exception cref="JsonException">It is no JSON, or says something twice.</exception>
    public async ValueTask<byte[]?> RewriteAsync(byte[] manifest, GatewayAnswer answer, GatewayRequest request, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(manifest, Strict);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("output", out var output) || output.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        using var buffer = new MemoryStream(manifest.Length);
        var json = new Utf8JsonWriter(buffer);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "output" or "deleted" or "error" or "link" when property.Value.ValueKind == JsonValueKind.Array:
                        json.WriteStartArray(property.Name);
                        foreach (var item in property.Value.EnumerateArray())
                        {
                            await WriteAsync(json, item, answer, request, cancellationToken).ConfigureAwait(false);
                        }

                        json.WriteEndArray();
                        break;
                    case "requiresAccessToken":
                        // Here it does, whatever holds there.
                        json.WriteBoolean(property.Name, true);
                        break;
                    case "request" when property.Value.ValueKind == JsonValueKind.String:
                        json.WriteString(property.Name, Below(answer, property.Value.GetString()!));
                        break;
                    default:
                        property.WriteTo(json);
                        break;
                }
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private async ValueTask WriteAsync(Utf8JsonWriter json, JsonElement item, GatewayAnswer answer, GatewayRequest request, CancellationToken cancellationToken)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            item.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var property in item.EnumerateObject())
        {
            if (property.Name == "url" && property.Value.ValueKind == JsonValueKind.String)
            {
                var handle = await pages.SealAsync(request.Caller, answer.Platform, property.Value.GetString()!, answer.Address, "", cancellationToken, PageKind.ExportFile).ConfigureAwait(false);
                json.WriteString("url", address.At(AnswerWriter.PathOf(answer.Platform) + "_page/" + handle).AbsoluteUri);
            }
            else
            {
                property.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private string Below(GatewayAnswer answer, string url)
    {
        var baseUrl = answer.Platform.Exchange.BaseUrl.AbsoluteUri;
        return url.StartsWith(baseUrl, StringComparison.Ordinal) ? address.At(AnswerWriter.PathOf(answer.Platform)).AbsoluteUri + url[baseUrl.Length..] : address.At(AnswerWriter.PathOf(answer.Platform)).AbsoluteUri;
    }
}
