using System;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.PlatformGenerator;

/// <summary>The generator's diagnostics. All of them stand in JSON files; what concerns C# is for the analyzers to say.</summary>
internal static class PlatformDiagnostics
{
    private const string Category = "FhirTyped.Platforms";
    private const string Authorization = "FhirTyped.Configuration";
    private const string Drift = "FhirTyped.Drift";

    private static readonly DiagnosticDescriptor InvalidFile = new(
        PlatformIssueIds.InvalidFile, "Invalid platform file", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.InvalidFile));

    private static readonly DiagnosticDescriptor UnknownField = new(
        PlatformIssueIds.UnknownField, "Unknown field in a platform file", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.UnknownField));

    private static readonly DiagnosticDescriptor InvalidRule = new(
        PlatformIssueIds.InvalidRule, "Invalid rule in a platform file", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.InvalidRule));

    private static readonly DiagnosticDescriptor UnknownParent = new(
        PlatformIssueIds.UnknownParent, "Unknown platform, or circular parents", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.UnknownParent));

    private static readonly DiagnosticDescriptor DuplicatePlatform = new(
        PlatformIssueIds.DuplicatePlatform, "Duplicate platform", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.DuplicatePlatform));

    private static readonly DiagnosticDescriptor InvalidStatement = new(
        PlatformIssueIds.InvalidStatement, "Missing or invalid CapabilityStatement", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.InvalidStatement));

    private static readonly DiagnosticDescriptor LeftOut = new(
        PlatformIssueIds.LeftOut, "Unreadable part of a CapabilityStatement", "{0}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help(PlatformIssueIds.LeftOut));

    private static readonly DiagnosticDescriptor Assumed = new(
        PlatformIssueIds.Assumed, "Platform without a CapabilityStatement", "{0}", Category, DiagnosticSeverity.Info, true, helpLinkUri: Help(PlatformIssueIds.Assumed));

    private static readonly DiagnosticDescriptor ScopeSyntax = new(
        PlatformIssueIds.ScopeSyntax, "Scopes of two syntaxes, or of one that the platform lacks", "{0}", Authorization, DiagnosticSeverity.Warning, true, helpLinkUri: Help(PlatformIssueIds.ScopeSyntax));

    private static readonly DiagnosticDescriptor ClientAuthentication = new(
        PlatformIssueIds.ClientAuthentication, "Client authentication that the platform refuses", "{0}", Authorization, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.ClientAuthentication));

    private static readonly DiagnosticDescriptor InsecureAddress = new(
        PlatformIssueIds.InsecureAddress, "Address without encryption", "{0}", Authorization, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.InsecureAddress));

    private static readonly DiagnosticDescriptor UnmatchedRule = new(
        PlatformIssueIds.UnmatchedRule, "Rule that matches nothing in the statement", "{0}", Drift, DiagnosticSeverity.Warning, true, helpLinkUri: Help(PlatformIssueIds.UnmatchedRule));

    private static readonly DiagnosticDescriptor InternalError = new(
        PlatformIssueIds.InternalError, "Internal error of the generator", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.InternalError));

    private static readonly DiagnosticDescriptor LanguageVersion = new(
        PlatformIssueIds.LanguageVersion,
        "C# version too old",
        "FhirTyped needs C# " + EmittedLanguage.OldestText + " and this project sets LangVersion to {0}, so no client is made for its platforms: remove <LangVersion> from the "
            + "project, or set it to 'latest'",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help(PlatformIssueIds.LanguageVersion));

    /// <summary>Reports once that the project's C# is too old; nothing is emitted then.</summary>
    public static void ReportLanguage(SourceProductionContext context, string? tooOld)
    {
        if (tooOld is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(LanguageVersion, Location.None, tooOld));
        }
    }

    /// <summary>Reports issues at their places.</summary>
    public static void Report(SourceProductionContext context, EquatableArray<PlatformIssue> issues)
    {
        foreach (var issue in issues)
        {
            context.ReportDiagnostic(Diagnostic.Create(DescriptorOf(issue.Id), LocationOf(issue), issue.Message));
        }
    }

    /// <summary>The issue for an exception that should not have been: it stops one file, never the build of the others.</summary>
    public static PlatformIssue OfException(string path, Exception exception) => new(
        PlatformIssueIds.InternalError,
        "FhirTyped failed on this file; please report it with the file at https://github.com/fhirtyped/fhirtyped/issues ("
            + exception.GetType().Name + ": " + exception.Message + ").",
        path,
        default);

    private static DiagnosticDescriptor DescriptorOf(string id) => id switch
    {
        PlatformIssueIds.InvalidFile => InvalidFile,
        PlatformIssueIds.UnknownField => UnknownField,
        PlatformIssueIds.InvalidRule => InvalidRule,
        PlatformIssueIds.UnknownParent => UnknownParent,
        PlatformIssueIds.DuplicatePlatform => DuplicatePlatform,
        PlatformIssueIds.InvalidStatement => InvalidStatement,
        PlatformIssueIds.LeftOut => LeftOut,
        PlatformIssueIds.Assumed => Assumed,
        PlatformIssueIds.ScopeSyntax => ScopeSyntax,
        PlatformIssueIds.ClientAuthentication => ClientAuthentication,
        PlatformIssueIds.InsecureAddress => InsecureAddress,
        PlatformIssueIds.UnmatchedRule => UnmatchedRule,
        _ => InternalError,
    };

    private static Location LocationOf(PlatformIssue issue)
    {
        var start = new LinePosition(issue.Position.Line, issue.Position.Column);
        var length = Math.Max(1, issue.Position.Length);
        return Location.Create(
            issue.File,
            new TextSpan(issue.Position.Offset, length),
            new LinePositionSpan(start, new LinePosition(start.Line, start.Character + length)));
    }

    private static string Help(string id) => "https://github.com/fhirtyped/fhirtyped/blob/main/docs/rules/" + id + ".md";
}
