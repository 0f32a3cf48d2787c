using System;
using System.Text.RegularExpressions;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>Puts the conversions around a call of which the interface takes and gives the classes of the Firely SDK.</summary>
internal static class RefitFirely
{
    private static readonly Regex Model = new("FhirPage<(?<page>[^<>]+)>|(?<model>\\{T\\}|\\b(?:Bundle|Parameters|ValueSet|OperationOutcome)\\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The call with its conversions.</summary>
    /// <param name="method">The method.</param>
    /// <param name="types">The types of FhirTyped.</param>
    /// <param name="shown">Those that the interface shows.</param>
    /// <param name="call">What is called.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string Convert(RefitMethod method, RefitTypes types, RefitTypes shown, string call, string arguments)
    {
        var asked = call + "(" + Arguments(arguments, types) + ")";
        var result = method.Result;
        var match = Model.Match(result);
        if (!match.Success)
        {
            return asked;
        }

        var model = match.Groups["page"].Success ? match.Groups["page"].Value : match.Groups["model"].Value;
        var isPage = match.Groups["page"].Success;
        var conversion = result.StartsWith("PagedEnumerable", System.StringComparison.Ordinal) ? "Pages"
            : result.Contains("ApiResponse<") ? isPage ? "PageResponseAsync" : "ResponseAsync"
            : isPage ? "PageAsync" : "ResourceAsync";
        return "global::FhirTyped.FirelyRefit." + conversion + "<" + types.Write(model) + ", " + shown.Write(model) + ">(" + asked + ")";
    }

    private static string Arguments(string arguments, RefitTypes types)
    {
        var parts = arguments.Split(',');
        for (var i = 0; i < parts.Length; i++)
        {
            var name = parts[i].Trim();
            if (name is "resource" or "parameters")
            {
                parts[i] = "global::FhirTyped.FirelyRefit.Sent<" + types.Write(name == "resource" ? "{T}" : "Parameters") + ">(" + name + ")";
            }
        }

        return string.Join(", ", System.Array.ConvertAll(parts, static part => part.Trim()));
    }
}
