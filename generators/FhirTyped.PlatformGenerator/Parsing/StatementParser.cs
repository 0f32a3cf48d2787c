using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Reads a CapabilityStatement.</summary>
internal static class StatementParser
{
    /// <summary>How many issues of one statement are reported; one bad habit of a server must not bury everything else.</summary>
    private const int MaximumIssues = 100;

    /// <summary>Reads one file. Whatever is wrong with it is in the result; nothing is thrown but a cancellation.</summary>
    public static ParsedStatement Parse(AdditionalText text, CancellationToken cancellation)
    {
        var path = StatementPaths.Normalize(text.Path);
        var issues = new List<PlatformIssue>();
        try
        {
            if (text.GetText(cancellation) is not { } source)
            {
                issues.Add(new(PlatformIssueIds.InvalidStatement, "The CapabilityStatement cannot be read.", path, default));
                return new(path, null, new(issues));
            }

            var facts = CapabilityStatementReader.Read(path, source.ToString(), issues);
            return new(path, facts, new(Shorten(issues)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(path, null, new(new[] { PlatformDiagnostics.OfException(path, e) }));
        }
    }

    private static List<PlatformIssue> Shorten(List<PlatformIssue> issues)
    {
        if (issues.Count <= MaximumIssues)
        {
            return issues;
        }

        var more = issues.Count - MaximumIssues;
        var last = issues[MaximumIssues];
        issues.RemoveRange(MaximumIssues, more);
        issues.Add(last with
        {
            Message = last.Message + " There are " + (more - 1).ToString(CultureInfo.InvariantCulture) + " more like this in the file.",
        });
        return issues;
    }
}
