using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The server's answer to a batch or transaction that was sent as one, request by request.</summary>
public sealed class FhirBundleResponse : FhirEntryResponses
{
    internal FhirBundleResponse(FhirBundleRequest request, IReadOnlyList<FhirBundleEntry> entries, Bundle bundle)
        : base(request, Read(entries, bundle)) => Bundle = bundle;

    /// <summary>The answer as the server sent it.</summary>
    public Bundle Bundle { get; }
}
