using FhirTyped.Capabilities;
using FhirTyped.Matching;

namespace FhirTyped.Sandbox;

/// <summary>
/// Which of the scopes that a client asks for it is granted: those that it is registered with, in a syntax that the platform takes. What is
/// not granted is left out, and the token answer says what is (RFC 6749, section 3.3).
/// </summary>
internal sealed class ScopeNegotiation(PlatformOAuth platform, SearchMatcher matcher)
{
    private static readonly string[] Words = ["openid", "fhirUser", "profile", "launch", "launch/patient", "launch/encounter", "offline_access", "online_access"];

    /// <summary>The scopes that are granted, separated by spaces.</summary>
    /// <param name="client">The client.</param>
    /// <param name="requested">What it asks for; null for all that it is registered with.</param>
    /// <param name="isBackend">Whether it is a backend service, which has no user: it gets <c>system/</c> scopes alone.</param>
    /// <exception cref="OAuthException">None is granted.</exception>
    public string Grant(SandboxOAuthClient client, string? requested, bool isBackend)
    {
        var registered = Split(client.Scopes);
        var granted = new List<string>();
        foreach (var scope in Split(requested ?? client.Scopes))
        {
            granted.AddRange(SmartScope.HasContext(scope)
                ? GrantClinical(scope, registered, isBackend)
                : !isBackend && (Words.Contains(scope, StringComparer.Ordinal) || platform.ScopesSupported.Contains(scope))
                    && (registered.Length == 0 || registered.Contains(scope, StringComparer.Ordinal)) ? [scope] : []);
        }

        return granted.Count > 0
            ? string.Join(' ', granted.Distinct(StringComparer.Ordinal))
            : throw new OAuthException(OAuthException.InvalidScope, "None of the scopes can be granted.");
    }

    /// <summary>The scopes of a refresh: those of the login, or some of them.</summary>
    /// <exception cref="OAuthException">More is asked for than was granted.</exception>
    public static string Narrow(string granted, string? requested)
    {
        var known = Split(granted);
        return requested is null ? granted
            : Split(requested) is { Length: > 0 } fewer && fewer.All(scope => known.Contains(scope, StringComparer.Ordinal)) ? string.Join(' ', fewer.Distinct(StringComparer.Ordinal))
            : throw new OAuthException(OAuthException.InvalidScope, "More is asked for than was granted.");
    }

    /// <summary>The scopes for clinical data among others.</summary>
    public static IReadOnlyList<SmartScope> ClinicalOf(string scopes) => [.. Split(scopes).Select(SmartScope.Parse).OfType<SmartScope>()];

    private IEnumerable<string> GrantClinical(string text, string[] registered, bool isBackend)
    {
        if (SmartScope.Parse(text) is not { } scope || (scope.Context == SmartScopeContext.System) != isBackend
            || (scope.ResourceType != "*" && !R4Definitions.IsResourceType(scope.ResourceType))
            || (platform.ScopeVersions.Count > 0 && !platform.ScopeVersions.Contains(scope.Version == SmartScopeVersion.V1 ? "v1" : "v2"))
            || !CanNarrow(scope))
        {
            return [];
        }

        if (registered.Length == 0)
        {
            return [scope.ToString()];
        }

        var common = registered.Select(SmartScope.Parse).OfType<SmartScope>().Select(scope.And).OfType<SmartScope>().Where(CanNarrow).Distinct().ToList();
        return common.Contains(scope) ? [scope.ToString()] : common.Select(static one => one.ToString());
    }

    /// <summary>Whether the query of a scope can be carried out: a scope that the sandbox cannot narrow would permit too much.</summary>
    private bool CanNarrow(SmartScope scope) => scope.Query.Length == 0
        || (scope.ResourceType != "*" && SearchQuery.Parse(scope.ResourceType, scope.Query).Criteria.All(criterion =>
            criterion is { Name: not "_has", Chain: "" } && matcher.FindProblem(scope.ResourceType, criterion) is null));

    private static string[] Split(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
