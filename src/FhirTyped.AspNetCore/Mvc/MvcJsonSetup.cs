using FhirTyped.R4;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace FhirTyped.AspNetCore;

/// <summary>Tells the serializer of controllers how resources within a program's own objects are read.</summary>
internal sealed class MvcJsonSetup(IOptions<FhirJsonServerOptions> options) : IConfigureOptions<JsonOptions>
{
    public void Configure(JsonOptions json) => json.JsonSerializerOptions.Converters.Add(new FhirJsonConverterFactory(options.Value.Reading));
}
