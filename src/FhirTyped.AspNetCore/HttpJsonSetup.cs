using FhirTyped.R4;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace FhirTyped.AspNetCore;

/// <summary>Tells the serializer of minimal APIs how resources are read, and the request when one cannot be.</summary>
internal sealed class HttpJsonSetup(IOptions<FhirJsonServerOptions> options) : IConfigureOptions<JsonOptions>
{
    public void Configure(JsonOptions json)
    {
        json.SerializerOptions.Converters.Add(new FhirJsonConverterFactory(options.Value.Reading, RequestBody.Note));

        // For servers that are compiled ahead of time, after what they know themselves.
        json.SerializerOptions.TypeInfoResolverChain.Add(FhirJsonTypeInfoResolver.Instance);
    }
}
