using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>Reports what is wrong with a search that is written as text.</summary>
internal static class LiteralReport
{
    /// <summary>Reports what the client refuses to read. False where there is nothing.</summary>
    public static bool ReportProblems(OperationAnalysisContext context, QueryText text, (int Start, int End) part)
    {
        var found = false;
        foreach (var (problem, location) in LiteralProblems.Find(text, part))
        {
            found = true;
            context.ReportDiagnostic(Diagnostic.Create(LiteralRules.UnknownName, location, "The text of the search cannot be read: " + problem + "."));
        }

        return found;
    }

    /// <summary>Reports the judge's verdicts, and names that are of an earlier version of FHIR.</summary>
    public static void Report(OperationAnalysisContext context, ImmutableArray<DiagnosticDescriptor> rules, CodeSearch search)
    {
        foreach (var criterion in search.Criteria)
        {
            if (OutdatedNames.Find(search.ResourceType, criterion.Criterion) is { } current
                && (criterion.Criterion.Modifier.Length > 0 || !search.Platform.Judge.JudgeSearchParameter(search.ResourceType, criterion.Criterion.Name).IsSupported))
            {
                var instead = current == "_sort" ? "a minus before the key: _sort=-date" : "'" + current + "'";
                var properties = current == "_sort" ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(LiteralQueryAnalyzer.Replacement, current);
                context.ReportDiagnostic(Diagnostic.Create(LiteralRules.OutdatedName, criterion.Comparator, properties, criterion.Criterion.FullName, instead));
            }
        }

        foreach (var criterion in search.Criteria)
        {
            foreach (var value in criterion.Values)
            {
                if (value.Value.IsKnown && criterion.Criterion is { Modifier: "" or "not", Chain: "" })
                {
                    ReportValue(context, search, criterion.Criterion.Name, value);
                }
            }
        }

        foreach (var verdict in search.Judge())
        {
            var isUnknown = verdict.Id == CapabilityIds.SearchParameter
                && R4Definitions.FindSearchParameter(search.ResourceType, search.Criteria[verdict.CriterionIndex].Criterion.Name) is null;
            if (isUnknown && OutdatedNames.Find(search.ResourceType, search.Criteria[verdict.CriterionIndex].Criterion) is not null)
            {
                continue;
            }

            var rule = isUnknown ? LiteralRules.UnknownName : JudgedRules.Find(rules, verdict.Id);
            if (rule is not null)
            {
                var replacement = verdict.Suggestion ?? verdict.RightValue;
                var properties = replacement is null ? null : ImmutableDictionary<string, string?>.Empty.Add(LiteralQueryAnalyzer.Replacement, replacement);
                context.ReportDiagnostic(JudgedRules.Of(rule, verdict, search.LocationOf(verdict), properties));
            }
        }
    }

    private static void ReportValue(OperationAnalysisContext context, CodeSearch search, string parameter, CodeValue value)
    {
        var parts = SearchEscaping.Split(value.Value.Escaped!, '|');
        var first = SearchEscaping.Unescape(parts[0]);
        switch (R4Definitions.FindSearchParameter(search.ResourceType, parameter)?.Type)
        {
            case SearchParameterType.Token when parts.Count == 1 && first.Length > 0:
                if (ValueCheck.CodeWithoutSystem(search.Platform, search.ResourceType, parameter, value.Value) is { } message)
                {
                    context.ReportDiagnostic(Diagnostic.Create(JudgedRules.SystemRequired, value.Location, message));
                }

                break;
            case SearchParameterType.Token when parts.Count == 2:
                if (ValueCheck.SystemAndCode(search.ResourceType, parameter, first, parts[1].Length > 0 ? SearchEscaping.Unescape(parts[1]) : null) is var (fault, _))
                {
                    context.ReportDiagnostic(Diagnostic.Create(ValueRules.WrongSystem, value.Location, fault));
                }

                break;
            case SearchParameterType.Reference:
                if (ValueCheck.TargetsOfBareId(search.ResourceType, parameter, first) is { } targets)
                {
                    context.ReportDiagnostic(Diagnostic.Create(ValueRules.UntypedReference, value.Location, parameter, search.ResourceType, ValueCheck.Describe(targets)));
                }

                break;
        }
    }
}
