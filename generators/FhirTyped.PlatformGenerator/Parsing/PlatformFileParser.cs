using System;
using System.Collections.Generic;
using System.Threading;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Parsing;

/// <summary>Reads a platform file.</summary>
internal static class PlatformFileParser
{
    /// <summary>Reads one file. Whatever is wrong with it is in the result; nothing is thrown but a cancellation.</summary>
    public static ParsedPlatformFile Parse(AdditionalText text, CancellationToken cancellation)
    {
        var path = StatementPaths.Normalize(text.Path);
        var issues = new List<PlatformIssue>();
        try
        {
            if (text.GetText(cancellation) is not { } source)
            {
                issues.Add(new(PlatformIssueIds.InvalidFile, "The platform file cannot be read.", path, default));
                return new(path, null, new(issues));
            }

            var file = PlatformFileReader.Read(path, source.ToString(), issues);
            return new(path, file, new(issues));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(path, null, new(new[] { PlatformDiagnostics.OfException(path, e) }));
        }
    }
}
