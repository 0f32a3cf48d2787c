using FhirTyped.R4;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace FhirTyped.AspNetCore;

/// <summary>Lets controllers take and return resources.</summary>
internal sealed class MvcSetup(IOptions<FhirJsonServerOptions> options) : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions mvc)
    {
        mvc.InputFormatters.Insert(0, new FhirJsonInputFormatter(options.Value.Reading));
        mvc.OutputFormatters.Insert(0, new FhirJsonOutputFormatter());
        mvc.Filters.Add(new FhirBodyFilter());

        // The model has no rules of .NET's, and a walk over all its properties would make every list of it.
        mvc.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Base)));
    }
}
