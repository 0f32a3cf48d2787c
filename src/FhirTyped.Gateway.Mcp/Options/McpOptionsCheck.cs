using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Says what is wrong with the options, and names each place.</summary>
internal sealed class McpOptionsCheck(IHostEnvironment environment, IOptions<FhirGatewayOptions> gateway) : IValidateOptions<FhirGatewayMcpOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FhirGatewayMcpOptions options)
    {
        var problems = new List<string>();
        var callers = gateway.Value.Callers;
        if (options.AllowWithoutToken && (!environment.IsDevelopment() || callers.Authority is not null || gateway.Value.PublicUrl is { IsLoopback: false }))
        {
            problems.Add(Place(nameof(options.AllowWithoutToken)) + "agents without a token are served in development alone, on loopback, and where no identity provider is configured.");
        }

        if (!options.AllowWithoutToken && callers.Authority is null)
        {
            problems.Add(Place(nameof(options.AllowWithoutToken)) + $"agents need an identity provider ({FhirGatewayOptions.SectionName}:Callers:Authority).");
        }

        foreach (var (place, scope) in new[] { (nameof(options.ReadScope), options.ReadScope), (nameof(options.WriteScope), options.WriteScope) })
        {
            if (scope.Length == 0 || scope.Any(static c => c is <= ' ' or '"' or '\\' or > '~'))
            {
                problems.Add(Place(place) + "a scope has at least one character, and no spaces, quotes or backslashes (RFC 6749, section 3.3).");
            }
        }

        if (options.Audience is { Length: > 0 } audience && audience == callers.Audience)
        {
            problems.Add(Place(nameof(options.Audience)) + "it is that of the REST API (Callers:Audience): a token of an agent would open that too.");
        }

        if (options.ApprovalLifetime <= TimeSpan.Zero || options.ApprovalLifetime > TimeSpan.FromDays(1))
        {
            problems.Add(Place(nameof(options.ApprovalLifetime)) + "it must be more than nothing, and a day at most.");
        }

        if (options.LoginWait < TimeSpan.Zero || options.LoginWait > LongestWait)
        {
            problems.Add(Place(nameof(options.LoginWait)) + "it is a minute at most.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string Place(string place) => FhirGatewayMcpOptions.SectionName + ":" + place + ": ";
}
