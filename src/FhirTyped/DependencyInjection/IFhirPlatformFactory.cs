namespace FhirTyped;

/// <summary>
/// Makes clients of servers that are only known while the program runs: a tenant's, whose address and credential stand in a database. Where the servers are known before,
/// <c>AddFhirPlatform</c> registers them.
/// </summary>
/// <remarks>
/// Thread-safe; a singleton, registered by <c>services.AddFhirPlatformFactory()</c> and by each <c>AddFhirPlatform</c>. The clients are thread-safe. Keep one as long as its tenant is
/// in use, since what a server's requests share (a credential's token, limits) is shared within a client. The factory keeps none of them: a client that nobody holds
/// any longer is gone with its options and its credential. All of them send by one pooled handler, which keeps connections apart by host, closes those that are idle, and ends
/// when the service provider is disposed of; after that, requests fail.
/// </remarks>
public interface IFhirPlatformFactory
{
    /// <summary>Makes a client of a server of a platform that has no class, or whose class is not wanted.</summary>
    /// <param name="platform">The platform: of <c>BuiltInPlatforms.All</c>, or of a file (<see cref="PlatformFiles"/>).</param>
    /// <param name="options">The server's options. They are copied: what is changed in them afterwards counts for clients that are made later alone.</param>
    /// <returns>The client.</returns>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    IFhirPlatformClient Create(PlatformDescriptor platform, FhirPlatformOptions options);

    /// <summary>Makes a client of a server of a platform.</summary>
    /// <typeparam name="TPlatform">The platform class, for example <c>Epic</c>.</typeparam>
    /// <param name="options">The server's options; they are copied.</param>
    /// <returns>The client.</returns>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">No base address is known, it is neither https nor loopback, or another option is out of its range.</exception>
    TPlatform Create<TPlatform>(FhirPlatformOptions options)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>;
}
