using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Asks the judge about searches and requests of the Firely SDK's <c>FhirClient</c> to a platform that the project knows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FirelyAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => LiteralRules.OfFirely;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        // The platforms come from FhirTyped, the clients from Firely: without either there is nothing to say.
        if (FirelyTypes.AreKnown(start.Compilation))
        {
            var clients = new FirelyClients(start.Compilation, symbols.Platforms);
            start.RegisterOperationAction(operation => Analyze(operation, symbols, clients), OperationKind.Invocation);
        }
    }

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols, FirelyClients clients)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (FirelyTypes.ClientOf(invocation) is not { } client || clients.PlatformOf(client, context.Options) is not { } platform)
        {
            return;
        }

        var call = new FirelyCall(invocation);
        if (call.ReadSearch(platform, symbols, out var times) is { } search)
        {
            foreach (var (parameter, place) in times)
            {
                if (R4Definitions.FindSearchParameter(search.ResourceType, parameter)?.Type == SearchParameterType.Date)
                {
                    context.ReportDiagnostic(Diagnostic.Create(ValueRules.LocalTime, place));
                }
            }

            if (call.Name.EndsWith("UsingPost", System.StringComparison.Ordinal))
            {
                Report(context, platform.Judge.JudgeSearchByPost(search.ResourceType), call.Place);
            }

            LiteralReport.Report(context, LiteralRules.OfFirely, search);
            return;
        }

        if (call.Name == "Get" && call.AddressOf("url") is { } address)
        {
            // Of a foreign address nothing is known.
            var below = clients.BelowBase(address.Text);
            if (below > 0 || !address.Text.StartsWith("http", System.StringComparison.OrdinalIgnoreCase))
            {
                LiteralAddress.Analyze(context, platform, address, address.Text.Length > below && address.Text[below] == '/' ? below + 1 : below, "GET", QuerySyntax.Address, call.Place);
            }

            return;
        }

        var (verdicts, where) = FirelyRequests.Judge(call, platform, clients);
        foreach (var verdict in verdicts)
        {
            Report(context, verdict, where);
        }
    }

    private static void Report(OperationAnalysisContext context, CapabilityVerdict verdict, Location place)
    {
        if (!verdict.IsSupported && JudgedRules.Find(LiteralRules.OfFirely, verdict.Id) is { } rule)
        {
            context.ReportDiagnostic(JudgedRules.Of(rule, verdict, place));
        }
    }
}
