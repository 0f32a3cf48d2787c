using FhirTyped;
using FhirTyped.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Takes a server's address and its way of authenticating from a <see cref="FhirConnection"/>.</summary>
public static class FhirConnectionBuilderExtensions
{
    /// <summary>Takes address, authentication and time limit of a server from a connection.</summary>
    /// <param name="builder">The registration of the server. Its options must not name another address.</param>
    /// <param name="connection">The connection.</param>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddConnection(this IFhirPlatformBuilder builder, FhirConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        CredentialRegistration.Add(builder, nameof(AddConnection), provider => connection.CreateCredential(builder.Platform, provider.GetService<TimeProvider>()));
        var server = builder.PlatformName;
        builder.Services.AddOptions<FhirPlatformOptions>(server).Configure<IServiceProvider>((options, provider) =>
        {
            if (options.BaseUrl is { } other && other.AbsoluteUri.TrimEnd('/') != connection.BaseUrl.AbsoluteUri.TrimEnd('/'))
            {
                throw Problem(server, $"{nameof(FhirPlatformOptions.BaseUrl)} is set, and the connection names another address.");
            }

            if (!connection.VerifiesCertificate && !IsDevelopment(provider))
            {
                throw Problem(server, "The connection does not verify the server's certificate (verify_ssl=false): that is for development alone.");
            }

            options.BaseUrl = connection.BaseUrl;
            options.RequestTimeout = connection.Timeout ?? options.RequestTimeout;
        });
        if (!connection.VerifiesCertificate)
        {
            builder.ConfigurePrimaryHttpMessageHandler(static (handler, provider) =>
            {
                if (handler is SocketsHttpHandler sockets && IsDevelopment(provider))
                {
                    UnverifiedHandler.Open(sockets);
                }
            });
        }

        return builder;
    }

    /// <summary>Takes address, authentication and time limit of a server from a section of the configuration (<see cref="FhirConnection.FromConfiguration"/>).</summary>
    /// <param name="builder">The registration of the server.</param>
    /// <param name="section">The section.</param>
    /// <exception cref="FormatException">A key is not known, something is missing, or there are two ways. The message names the key, and no value.</exception>
    /// <exception cref="InvalidOperationException">The server is authenticated to in another way already.</exception>
    public static IFhirPlatformBuilder AddConnection(this IFhirPlatformBuilder builder, IConfiguration section) =>
        builder.AddConnection(FhirConnection.FromConfiguration(section));

    // Without a host, as hosts are told it.
    private static bool IsDevelopment(IServiceProvider provider) => provider.GetService<IHostEnvironment>() is { } environment
        ? environment.IsDevelopment()
        : string.Equals(
            Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"), Environments.Development,
            StringComparison.OrdinalIgnoreCase);

    private static OptionsValidationException Problem(string server, string problem) => new(server, typeof(FhirPlatformOptions), [problem]);
}
