namespace FhirTyped.BulkData;

/// <summary>The request that begins an export.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Url">The address below the base address.</param>
/// <param name="Body">Parameters as JSON, or null.</param>
internal sealed record KickOff(string Method, string Url, string? Body)
{
    /// <summary>The method: the address may name a group, the body patients.</summary>
    public override string ToString() => Method;
}
