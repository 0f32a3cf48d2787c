using System.Collections.Immutable;
using FhirTyped.Capabilities;
using FhirTyped.PlatformGenerator.Emit;
using FhirTyped.PlatformGenerator.Model;
using FhirTyped.PlatformGenerator.Parsing;
using FhirTyped.PlatformGenerator.Refit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FhirTyped.PlatformGenerator;

/// <summary>
/// Makes a typed client of every platform file in the project: one class for the platform, and one file for the members of each
/// resource type. Every file is read once; a keystroke reads and emits nothing; an edited platform emits that platform only. A
/// class with <c>[FhirPlatformGroup]</c> gets the members that all the platforms that it names have, and one with
/// <c>[FhirPlatformList]</c> the list of all platforms of the project.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PlatformGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tooOld = context.ParseOptionsProvider.Select(static (options, _) => EmittedLanguage.FindTooOld(options));
        var allTexts = context.AdditionalTextsProvider.Collect();
        var texts = allTexts.Combine(tooOld).Select(static (pair, _) => pair.Right is null ? pair.Left : ImmutableArray<AdditionalText>.Empty);
        var files = texts
            .SelectMany(static (all, _) => PlatformTexts.SelectPlatformFiles(all))
            .Select(static (text, cancellation) => PlatformFileParser.Parse(text, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ReadPlatformFiles);

        var statementPaths = files.Collect()
            .Select(static (all, _) => StatementPaths.Find(all))
            .WithTrackingName(PlatformGeneratorSteps.FindStatements);
        var statements = texts.Combine(statementPaths)
            .SelectMany(static (pair, _) => PlatformTexts.SelectStatements(pair.Left, pair.Right))
            .Select(static (text, cancellation) => StatementParser.Parse(text, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ReadStatements);

        var project = files.Collect().Combine(statements.Collect())
            .Select(static (pair, _) => PlatformLinker.Index(pair.Left, pair.Right));
        var foreignParents = project
            .Select(static (all, _) => ReferencedPlatforms.FindWanted(all))
            .WithTrackingName(PlatformGeneratorSteps.FindForeignParents);
        var referenced = context.CompilationProvider.Combine(foreignParents)
            .Select(static (pair, cancellation) => ReferencedPlatforms.Read(pair.Left, pair.Right, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ReadReferencedPlatforms);

        var platforms = files.Combine(project).Combine(referenced)
            .Select(static (pair, _) => PlatformLinker.Link(pair.Left.Left, pair.Left.Right, pair.Right))
            .WithTrackingName(PlatformGeneratorSteps.LinkPlatforms)
            .Select(static (platform, _) => PlatformBuilder.Build(platform))
            .WithTrackingName(PlatformGeneratorSteps.BuildPlatforms);

        var rootNamespace = context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "")
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => TargetNamespace.Choose(pair.Left, pair.Right.GlobalOptions));
        var namedPlatforms = platforms.Combine(rootNamespace);
        var classes = namedPlatforms
            .SelectMany(static (pair, _) => PlatformModels.OfPlatform(pair.Left, pair.Right))
            .WithTrackingName(PlatformGeneratorSteps.ModelPlatforms);
        var endpoints = namedPlatforms
            .SelectMany(static (pair, cancellation) => PlatformModels.OfEndpoints(pair.Left, pair.Right, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ModelEndpoints);

        var references = namedPlatforms
            .SelectMany(static (pair, cancellation) => PlatformModels.OfReferences(pair.Left, pair.Right, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ModelReferences);

        var declarations = EmitGroups(context, tooOld, platforms, rootNamespace);
        context.RegisterSourceOutput(classes, static (output, model) => PlatformEmitter.Emit(output, model));
        context.RegisterSourceOutput(endpoints, static (output, model) => EndpointEmitter.Emit(output, model));
        context.RegisterSourceOutput(references, static (output, model) => ReferencesEmitter.Emit(output, model));
        EmitLists(context, tooOld, platforms, rootNamespace);
        EmitRefitClients(context, tooOld, platforms, rootNamespace);

        // One message, and only where something would have been emitted.
        var refused = tooOld.Combine(allTexts).Combine(declarations.Collect())
            .Select(static (all, _) => all.Left.Left is { } version && (all.Right.Length > 0 || PlatformTexts.HasPlatformFile(all.Left.Right)) ? version : null);
        context.RegisterSourceOutput(refused, PlatformDiagnostics.ReportLanguage);
        context.RegisterSourceOutput(files.Select(static (file, _) => file.Issues), PlatformDiagnostics.Report);
        context.RegisterSourceOutput(statements.Select(static (statement, _) => statement.Issues), PlatformDiagnostics.Report);
        context.RegisterSourceOutput(platforms.Select(static (platform, _) => platform.Issues), PlatformDiagnostics.Report);
    }

    /// <summary>Emits the clients of several platforms, and gives the classes that ask for them.</summary>
    private static IncrementalValuesProvider<PlatformGroupDeclaration> EmitGroups(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<string?> tooOld,
        IncrementalValuesProvider<BuiltPlatform> platforms,
        IncrementalValueProvider<string> rootNamespace)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                PlatformGroupParser.Attribute,
                static (node, _) => node is ClassDeclarationSyntax,
                static (attributed, cancellation) => PlatformGroupParser.Parse(attributed, cancellation))
            .SelectMany(static (declaration, _) => declaration is null ? ImmutableArray<PlatformGroupDeclaration>.Empty : ImmutableArray.Create(declaration))
            .WithTrackingName(PlatformGeneratorSteps.ReadDeclarations);
        var severals = declarations.Combine(tooOld)
            .SelectMany(static (pair, _) => pair.Right is null ? ImmutableArray.Create(pair.Left) : ImmutableArray<PlatformGroupDeclaration>.Empty)
            .Combine(platforms.Collect()).Combine(rootNamespace)
            .SelectMany(static (item, _) => PlatformGroupBuilder.Build(item.Left.Left, item.Left.Right, item.Right))
            .WithTrackingName(PlatformGeneratorSteps.IntersectPlatforms);

        context.RegisterSourceOutput(severals, static (output, model) => PlatformGroupEmitter.Emit(output, model));
        context.RegisterSourceOutput(
            severals.SelectMany(static (model, cancellation) => PlatformModels.OfEndpoints(model.Class, model.Manifest, cancellation)),
            static (output, model) => EndpointEmitter.Emit(output, model));
        context.RegisterSourceOutput(
            severals.SelectMany(static (model, cancellation) => PlatformModels.OfReferences(model.Class, model.Manifest, cancellation)),
            static (output, model) => ReferencesEmitter.Emit(output, model));
        return declarations;
    }

    private static void EmitLists(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<string?> tooOld,
        IncrementalValuesProvider<BuiltPlatform> platforms,
        IncrementalValueProvider<string> rootNamespace)
    {
        var lists = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                PlatformLists.Attribute,
                static (node, _) => node is ClassDeclarationSyntax,
                static (attributed, cancellation) => PlatformLists.Parse(attributed, cancellation))
            .SelectMany(static (declaration, _) => declaration is null ? ImmutableArray<PlatformListDeclaration>.Empty : ImmutableArray.Create(declaration))
            .WithTrackingName(PlatformGeneratorSteps.ReadLists);
        var models = lists.Combine(tooOld)
            .SelectMany(static (pair, _) => pair.Right is null ? ImmutableArray.Create(pair.Left) : ImmutableArray<PlatformListDeclaration>.Empty)
            .Combine(platforms.Collect()).Combine(rootNamespace)
            .Select(static (item, _) => PlatformLists.Of(item.Left.Left, item.Left.Right, item.Right))
            .WithTrackingName(PlatformGeneratorSteps.ModelLists);
        context.RegisterSourceOutput(models, static (output, model) => PlatformListEmitter.Emit(output, model));
    }

    private static void EmitRefitClients(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<string?> tooOld,
        IncrementalValuesProvider<BuiltPlatform> platforms,
        IncrementalValueProvider<string> rootNamespace)
    {
        var refitClients = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                RefitClients.Attribute,
                static (node, _) => node is CompilationUnitSyntax,
                static (attributed, cancellation) => RefitClients.Parse(attributed, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ReadRefitClients);
        var refitApis = refitClients.Collect().Combine(tooOld)
            .Select(static (pair, _) => pair.Right is null ? pair.Left : ImmutableArray<EquatableArray<DeclaredRefitClients>>.Empty)
            .Combine(platforms.Collect()).Combine(rootNamespace)
            .SelectMany(static (item, cancellation) => RefitClients.Of(item.Left.Left, item.Left.Right, item.Right, cancellation))
            .WithTrackingName(PlatformGeneratorSteps.ModelRefitClients);
        context.RegisterSourceOutput(refitApis, static (output, api) => RefitClientEmitter.Emit(output, api));
    }
}
