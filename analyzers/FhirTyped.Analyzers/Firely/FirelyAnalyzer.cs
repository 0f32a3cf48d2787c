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
        if (invocation.Instance is not { } client || !FirelyTypes.IsClient(invocation.TargetMethod.ContainingType) || !FirelyTypes.IsClient(client.Type)
            || clients.PlatformOf(client, context.Options) is not { } platform)
        {
            return;
        }

        var call = new FirelyCall(invocation);
        if (call.ReadSearch(platform, symbols) is { } search)
        {
            if (call.Name.EndsWith("UsingPost", System.StringComparison.Ordinal))
            {
                Report(context, platform.Judge.JudgeSearchByPost(search.ResourceType), call.Place);
            }

            LiteralReport.Report(context, LiteralRules.OfFirely, search);
            return;
        }

        var (verdicts, place) = FirelyRequests.Judge(call, platform, clients);
        foreach (var verdict in verdicts)
        {
            Report(context, verdict, place);
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
