using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Cli.Platforms;

/// <summary>A platform that is known by an address alone: what its server says of itself is all that is known of it.</summary>
internal static class ServerPlatform
{
    private const string File = "platform.json";

    // An id has 64 characters at the most.
    private const int MaximumHostLength = 50;

    /// <summary>Whether a text is the address of a server, and not the id of a platform.</summary>
    public static bool IsAddress(string place) => CapabilitySource.BaseAddress(place) is not null;

    /// <summary>Asks the server for its CapabilityStatement.</summary>
    /// <exception cref="CliException">It gives none, or one that cannot be used.</exception>
    public static async Task<PlatformDescriptor> ReadAsync(string place, CancellationToken cancellationToken)
    {
        var address = CapabilitySource.BaseAddress(place)!;
        if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            throw new CliException("A base address has no query, no fragment and no credential.");
        }

        using var http = CapabilitySource.CreateHttpClient();
        var statement = await new CapabilitySource(http).ReadStatementAsync(place, cancellationToken);
        var issues = new List<PlatformIssue>();
        var id = IdOf(address);
        var text = PlatformFileText.Write(id, address.Host, address.AbsoluteUri.TrimEnd('/'), smart: null);
        var source = PlatformSourceFile.Read(File, text, _ => new PlatformText(statement, ""), issues).Source;
        var manifest = source is null ? null : PlatformSet.Build([source], static _ => null, issues).SingleOrDefault();
        return manifest is not null ? new PlatformDescriptor(manifest)
            : throw new CliException($"What GET {address}metadata answered is no CapabilityStatement of FHIR R4 that can be used: {issues.FirstOrDefault()?.Message}");
    }

    // A host may begin with a digit, and an id may not.
    private static string IdOf(Uri address) =>
        "server-" + string.Concat(address.Authority.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-').Take(MaximumHostLength)).Trim('-');
}
