using System.Globalization;
using FhirTyped.Firely;
using FhirTyped.R4;

namespace FhirTyped.Cli.Validation;

/// <summary>Validates files. No other class of the tool knows the Firely SDK, so that no other command loads it.</summary>
internal static class ProfileCheck
{
    // Enough for every validator to have work, and few enough to keep in memory.
    private const int AtOnce = 64;

    /// <summary>Validates files and reports; gives the exit code.</summary>
    /// <exception cref="CliException">A file or package cannot be read, or the profile is not known.</exception>
    public static async Task<int> RunAsync(ProfileCheckRequest request, CancellationToken cancellationToken)
    {
        var validator = new FhirProfileValidator(OptionsOf(request));
        try
        {
            var type = request.Profile is { } profile ? await validator.TypeOfAsync(profile, cancellationToken) : null;
            var (count, invalid) = (0, 0);
            var reports = new List<object>();
            foreach (var some in request.Files.SelectMany(CheckedResource.In).Select(AsJson).Chunk(AtOnce))
            {
                var results = await Task.WhenAll(some.Select(resource => ValidateAsync(validator, resource, request.Profile, type, cancellationToken)));
                foreach (var (resource, parts) in some.Zip(results))
                {
                    count++;
                    invalid += parts.TrueForAll(static part => part.IsValid) ? 0 : 1;
                    if (request.IsJson)
                    {
                        reports.Add(JsonOf(resource, parts, request.LeavesOutValues));
                    }
                    else
                    {
                        Write(resource, parts, request.LeavesOutValues);
                    }
                }
            }

            if (request.IsJson)
            {
                Output.WriteJson(new { Count = count, Invalid = invalid, Resources = reports });
            }
            else
            {
                Console.Out.WriteLine($"{count} resources: {count - invalid} conform, {invalid} do not");
            }

            return invalid > 0 ? ExitCodes.Invalid : ExitCodes.Success;
        }
        catch (FhirProfileException error)
        {
            throw new CliException(error.Message);
        }
    }

    private static CheckedResource AsJson(CheckedResource resource)
    {
        try
        {
            return resource.File.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) ? resource with { Json = FhirXml.Format.ToJson(resource.Json.Span) } : resource;
        }
        catch (FhirXmlException error)
        {
            throw new CliException($"{resource.File}: {error.Message}");
        }
    }

    private static FhirProfileValidatorOptions OptionsOf(ProfileCheckRequest request)
    {
        var options = new FhirProfileValidatorOptions
        {
            UnknownProfiles = request.AllowsUnknownProfiles ? UnknownProfileHandling.Warning : UnknownProfileHandling.Error,
        };
        foreach (var package in request.Packages)
        {
            options.AddPackage(package);
        }

        return request.Definitions is { } folder ? options.AddFolder(folder, request.DefinitionsVersion)
            : request.DefinitionsVersion is null ? options
            : throw new CliException("--definitions-version needs --definitions.");
    }

    /// <summary>What the validator says of a resource, and of the resources in a Bundle that are of the profile's type.</summary>
    private static async Task<List<FhirProfileValidationResult>> ValidateAsync(
        FhirProfileValidator validator, CheckedResource resource, string? profile, string? type, CancellationToken cancellationToken)
    {
        if (type is null or nameof(Bundle) || !FhirJson.TryRead<Resource>(resource.Json.Span, out var read, out _, null, cancellationToken) || read is not Bundle bundle)
        {
            return [await validator.ValidateJsonAsync(resource.Json, profile, cancellationToken)];
        }

        var results = new List<FhirProfileValidationResult> { await validator.ValidateJsonAsync(resource.Json, null, cancellationToken) };
        foreach (var (index, entry) in bundle.Entry.Index())
        {
            if (entry.Resource is { } part && part.TypeName == type)
            {
                results.Add((await validator.ValidateAsync(part, profile, cancellationToken)).At($"Bundle.entry[{index}].resource"));
            }
        }

        return results;
    }

    private static void Write(CheckedResource resource, List<FhirProfileValidationResult> parts, bool leavesOutValues)
    {
        foreach (var line in parts.SelectMany(IssuesOf).Select(issue => $"{resource.Place}: {issue.Severity}: {issue.Description}{(leavesOutValues || issue.Text.Length == 0 ? "" : ": " + issue.Text)}").Distinct())
        {
            Console.Out.WriteLine(line);
        }
    }

    private static object JsonOf(CheckedResource resource, List<FhirProfileValidationResult> parts, bool leavesOutValues) => new
    {
        resource.File,
        Line = resource.Line == 0 ? null : resource.Line.ToString(CultureInfo.InvariantCulture),
        parts[0].ResourceType,
        IsValid = parts.TrueForAll(static part => part.IsValid),
        Issues = parts.SelectMany(IssuesOf).Distinct().Select(issue => new { issue.Severity, issue.Description, Text = leavesOutValues ? null : issue.Text }),
    };

    private static IEnumerable<(string Severity, string Description, string Text)> IssuesOf(FhirProfileValidationResult result) =>
        result.DescribeEach().Select(static issue => (issue.Severity.ToLowerInvariant(), issue.Description, issue.Text));
}
