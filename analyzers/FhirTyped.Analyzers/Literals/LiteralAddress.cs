using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>Asks the judge about requests whose addresses are written as text, whichever client sends them.</summary>
internal static class LiteralAddress
{
    /// <summary>Reports what is wrong with a query.</summary>
    /// <param name="context">Takes the reports.</param>
    /// <param name="platform">The platform that is asked.</param>
    /// <param name="type">The resource type that is searched.</param>
    /// <param name="text">The text.</param>
    /// <param name="part">Where the query begins in it, and where it ends.</param>
    /// <param name="syntax">How the text is written.</param>
    /// <param name="name">Where the search is named.</param>
    /// <param name="isAddress">Whether it may be the address of a further page.</param>
    public static void AnalyzeQuery(
        OperationAnalysisContext context, PlatformFacts platform, string type, QueryText text, (int Start, int End) part, QuerySyntax syntax, Location name, bool isAddress)
    {
        // Of a search that is never sent nothing else is wrong.
        if (syntax != QuerySyntax.Client || !LiteralReport.ReportProblems(context, text, part))
        {
            // The address of a further page is the server's own, and no search.
            var search = LiteralQuery.Read(platform, type, text, part, syntax, name);
            if (!isAddress || !search.IsContinuation)
            {
                LiteralReport.Report(context, LiteralRules.All, search);
            }
        }
    }

    /// <summary>Reports what is wrong with a request by its address.</summary>
    /// <param name="context">Takes the reports.</param>
    /// <param name="platform">The platform that is asked.</param>
    /// <param name="text">The address.</param>
    /// <param name="start">Where the part below the base address begins in it.</param>
    /// <param name="verb">The method.</param>
    /// <param name="syntax">How the text is written.</param>
    /// <param name="name">Where the request is named.</param>
    public static void Analyze(
        OperationAnalysisContext context, PlatformFacts platform, QueryText text, int start, string verb, QuerySyntax syntax, Location name)
    {
        var question = text.Text.IndexOf('?', start);
        var path = text.Text.Substring(start, (question < 0 ? text.Text.Length : question) - start);
        if (verb == "GET" && R4Definitions.IsResourceType(path))
        {
            AnalyzeQuery(context, platform, path, text, (question < 0 ? text.Text.Length : question + 1, EndOfQuery(context, text, question, syntax)), syntax, name, isAddress: true);
        }
        else if (path.IndexOf(QueryText.Hole) != 0)
        {
            // What is written under a condition is another request than what is written by its id.
            var request = question >= 0 && verb is ("PUT" or "DELETE") ? text.Text.Substring(start) : path;
            foreach (var verdict in platform.AskAll(judge => judge.JudgeRequest(verb, request.Replace(QueryText.Hole, '1'), hasVersion: true)))
            {
                if (JudgedRules.Find(LiteralRules.All, verdict.Id) is { } rule)
                {
                    context.ReportDiagnostic(JudgedRules.Of(rule, verdict, text.LocationOf(start, path.Length)));
                }
            }
        }

        foreach (var value in text.Holes)
        {
            // Outside the typed client nobody escapes the values of a query.
            if (question >= 0 && FaultOf(value, syntax) is { } fault && text.LocationOf(question, 1).SourceSpan.Start < value.SpanStart)
            {
                context.ReportDiagnostic(Diagnostic.Create(LiteralRules.Concatenation, value.GetLocation(), fault));
            }
        }
    }

    /// <summary>Where the query of an address ends; what comes after it is told.</summary>
    private static int EndOfQuery(OperationAnalysisContext context, QueryText text, int question, QuerySyntax syntax)
    {
        var end = text.Text.Length;
        if (question >= 0 && syntax == QuerySyntax.Address && text.Text.IndexOf('#', question) is >= 0 and var fragment)
        {
            context.ReportDiagnostic(Diagnostic.Create(LiteralRules.UnknownName, text.LocationOf(fragment, end - fragment), LiteralRules.Fragment));
            end = fragment;
        }

        return end;
    }

    private static string? FaultOf(ExpressionSyntax value, QuerySyntax syntax) =>
        value is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } } ? LiteralRules.Unescaped
        : method == "UrlEncode" && syntax == QuerySyntax.Client ? LiteralRules.EscapedForAForm
        : method is "EscapeDataString" or "UrlEncode" or "Encode" ? null
        : LiteralRules.Unescaped;
}
