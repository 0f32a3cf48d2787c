using System;
using System.Collections.Generic;

namespace FhirTyped.Capabilities;

/// <summary>How a platform's own file stands to the platform that it extends: what it says counts, what it leaves out is inherited.</summary>
internal static class PlatformInheritance
{
    public static PlatformLimits Merge(PlatformLimits inherited, PlatformLimits? own) => own is null ? inherited : new(
        own.MaximumCount > 0 ? own.MaximumCount : inherited.MaximumCount,
        own.RequestsPerSecond > 0 ? own.RequestsPerSecond : inherited.RequestsPerSecond,
        own.Concurrency > 0 ? own.Concurrency : inherited.Concurrency)
    {
        MaximumBundleEntries = own.MaximumBundleEntries > 0 ? own.MaximumBundleEntries : inherited.MaximumBundleEntries,
    };

    public static PlatformOAuth Merge(PlatformOAuth inherited, PlatformOAuth? own) => own is null ? inherited : new()
    {
        AuthorizeUrl = Merge(inherited.AuthorizeUrl, own.AuthorizeUrl),
        TokenUrl = Merge(inherited.TokenUrl, own.TokenUrl),
        RevokeUrl = Merge(inherited.RevokeUrl, own.RevokeUrl),
        ScopesSupported = Merge(inherited.ScopesSupported, own.ScopesSupported),
        CodeChallengeMethods = Merge(inherited.CodeChallengeMethods, own.CodeChallengeMethods),
        TokenEndpointAuthenticationMethods = Merge(inherited.TokenEndpointAuthenticationMethods, own.TokenEndpointAuthenticationMethods),
        ScopeVersions = Merge(inherited.ScopeVersions, own.ScopeVersions),
        TokenLifetime = own.TokenLifetime > 0 ? own.TokenLifetime : inherited.TokenLifetime,
        OmitsAudience = own.OmitsAudience || inherited.OmitsAudience,
    };

    public static ClientRegistration Merge(ClientRegistration inherited, ClientRegistration? own) => own is null ? inherited : new()
    {
        Scopes = Merge(inherited.Scopes, own.Scopes),
        Authentication = Merge(inherited.Authentication, own.Authentication),
    };

    /// <summary>Headers are inherited one by one; names are compared without regard to case.</summary>
    public static EquatableArray<PlatformHeader> Merge(EquatableArray<PlatformHeader> inherited, EquatableArray<PlatformHeader> own)
    {
        var headers = new SortedDictionary<string, PlatformHeader>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in inherited)
        {
            headers[header.Name] = header;
        }

        foreach (var header in own)
        {
            headers.Remove(header.Name);
            headers.Add(header.Name, header);
        }

        return new(headers.Values);
    }

    private static string Merge(string inherited, string own) => own.Length > 0 ? own : inherited;

    private static EquatableArray<string> Merge(EquatableArray<string> inherited, EquatableArray<string> own) => own.Count > 0 ? own : inherited;
}
