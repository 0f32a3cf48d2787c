using FhirTyped;
using FhirTyped.Platforms;

[assembly: FhirRefitClients<Epic>]
[assembly: FhirRefitClients<Clinic.WritingPlatform>]
[assembly: FhirRefitClients<Laboratory.Mercy>]
