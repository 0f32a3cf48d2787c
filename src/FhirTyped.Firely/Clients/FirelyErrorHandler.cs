using Hl7.Fhir.Rest;

namespace FhirTyped.Firely;

/// <summary>Makes of FhirTyped's exceptions what those expect who use <c>FhirClient</c>: a <see cref="FhirOperationException"/> with an outcome.</summary>
internal sealed class FirelyErrorHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (FhirException exception)
        {
            throw FirelyOutcomes.ToFhirOperationException(exception);
        }
    }
}
