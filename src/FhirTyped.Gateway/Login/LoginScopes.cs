using FhirTyped.Capabilities;

namespace FhirTyped.Gateway;

/// <summary>The scopes that a login asks for: those that are configured, or fewer.</summary>
internal static class LoginScopes
{
    private const string Launch = "launch";
    private const string LaunchContext = "launch/";

    /// <summary>What is asked for where the gateway begins the login: an EHR's <c>launch</c> is refused there.</summary>
    public static IReadOnlyList<string> Standalone(IEnumerable<string> configured) => [.. configured.Where(static scope => scope != Launch)];

    /// <summary>What is asked for where an EHR began it: the context comes with <c>launch</c>.</summary>
    public static IReadOnlyList<string> FromEhr(IEnumerable<string> configured) =>
        [Launch, .. configured.Where(static scope => scope != Launch && !scope.StartsWith(LaunchContext, StringComparison.Ordinal))];

    /// <summary>Narrows what is configured.</summary>
    /// <param name="configured">What is configured.</param>
    /// <param name="wanted">What is wanted, separated by spaces.</param>
    /// <returns>What is wanted; null where it is nothing, or one of it is neither configured nor a part of what is.</returns>
    public static IReadOnlyList<string>? Narrow(IReadOnlyList<string> configured, string wanted)
    {
        var scopes = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        return scopes.Count > 0 && scopes.TrueForAll(scope => configured.Contains(scope, StringComparer.Ordinal) || IsPart(configured, scope)) ? scopes : null;
    }

    private static bool IsPart(IEnumerable<string> configured, string scope) => SmartScope.Parse(scope) is { } part && configured.Select(SmartScope.Parse).Any(
        whole => whole is not null && whole.Context == part.Context && whole.Covers(part.ResourceType, part.Permissions) && (whole.Query.Length == 0 || whole.Query == part.Query));
}
