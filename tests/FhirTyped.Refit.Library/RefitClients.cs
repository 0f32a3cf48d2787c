using FhirTyped;
using FhirTyped.Platforms;

[assembly: FhirRefitClients<Epic>]
