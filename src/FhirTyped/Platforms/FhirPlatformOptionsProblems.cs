using Microsoft.Extensions.Options;

namespace FhirTyped;

/// <summary>Finds what is wrong with options, for whoever takes them: a client that is made by hand, and dependency injection at the start.</summary>
internal static class FhirPlatformOptionsProblems
{
    /// <summary>Throws where options cannot be worked with; the message holds all that is wrong.</summary>
    /// <exception cref="OptionsValidationException">They cannot.</exception>
    public static void ThrowIfAny(FhirPlatformOptions options, PlatformDescriptor platform)
    {
        if (Find(options, platform) is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(platform.Id, typeof(FhirPlatformOptions), problems);
        }
    }

    /// <summary>Everything that is wrong with options of a platform.</summary>
    public static List<string> Find(FhirPlatformOptions options, PlatformDescriptor platform)
    {
        var problems = new List<string>();
        if (FhirBaseUrl.FindProblem(options, platform) is { } problem)
        {
            problems.Add(problem);
        }

        AtLeastOne(nameof(options.MaximumPages), options.MaximumPages);
        AtLeastOne(nameof(options.MaximumResponseBytes), options.MaximumResponseBytes);
        AtLeastOne(nameof(options.MaximumUrlLength), options.MaximumUrlLength);
        AtLeastOne(nameof(options.ModifyAttempts), options.ModifyAttempts);
        Time(nameof(options.RequestTimeout), options.RequestTimeout);
        Time(nameof(options.MaximumSearchTime), options.MaximumSearchTime);
        Defined(nameof(options.Undeclared), options.Undeclared);
        Defined(nameof(options.DroppedFilters), options.DroppedFilters);
        Defined(nameof(options.Truncation), options.Truncation);
        Defined(nameof(options.VerifyMatches), options.VerifyMatches);
        Defined(nameof(options.GrantedScopes), options.GrantedScopes);
        if (options is { Credential: { } credential, AccessToken: not null })
        {
            problems.Add($"Both {Name(nameof(options.Credential))} ({credential.Kind}) and {Name(nameof(options.AccessToken))} are set: there is exactly one way of authenticating.");
        }

        if (options.TimeProvider is null)
        {
            problems.Add(Name(nameof(options.TimeProvider)) + " is null.");
        }

        if (options.ContinuationKey is { } key && key.Length != FhirPlatformOptions.ContinuationKeyLength)
        {
            problems.Add($"{Name(nameof(options.ContinuationKey))} is {key.Length} bytes long, and must be {FhirPlatformOptions.ContinuationKeyLength}.");
        }

        foreach (var host in options.PagingHosts)
        {
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            {
                problems.Add($"{Name(nameof(options.PagingHosts))} holds what is no host name: a name alone, without scheme, port or path.");
            }
        }

        return problems;

        void AtLeastOne(string name, int value)
        {
            if (value < 1)
            {
                problems.Add($"{Name(name)} is {value}, and must be 1 or more.");
            }
        }

        void Time(string name, TimeSpan value)
        {
            if (value <= TimeSpan.Zero && value != Timeout.InfiniteTimeSpan)
            {
                problems.Add($"{Name(name)} is {value:c}, and must be more than nothing, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}.");
            }
        }

        void Defined<TEnum>(string name, TEnum value)
            where TEnum : struct, Enum
        {
            if (!Enum.IsDefined(value))
            {
                problems.Add($"{Name(name)} is none of {string.Join(", ", Enum.GetNames<TEnum>())}.");
            }
        }
    }

    private static string Name(string property) => nameof(FhirPlatformOptions) + "." + property;
}
