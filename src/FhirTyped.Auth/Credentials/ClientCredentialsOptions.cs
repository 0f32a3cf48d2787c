namespace FhirTyped.Auth;

/// <summary>How a program without a user gets tokens by a secret or a certificate (RFC 6749, section 4.4). With a key: <see cref="BackendServicesOptions"/>.</summary>
public sealed class ClientCredentialsOptions : ClientSecretOptions
{
    /// <summary>The <c>audience</c> parameter, which some servers ask for to know the API that is meant.</summary>
    /// <value>By default null: none is sent.</value>
    public string? Audience { get; set; }

    private protected override void FindProblems(PlatformDescriptor platform, List<string> problems)
    {
        base.FindProblems(platform, problems);
        if (!HasSecret && ClientCertificate is null && BackchannelHttpHandler is null)
        {
            problems.Add($"{nameof(ClientCredentialsOptions)}: {nameof(ClientSecret)}, {nameof(ClientSecretFile)} or {nameof(ClientCertificate)} is needed.");
        }
    }
}
