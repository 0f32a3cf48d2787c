using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Writes;

/// <summary>FHT1405.</summary>
public sealed class BundleReferenceTests
{
    private const string Subject = "Resource = new Observation { Subject = new ResourceReference { Reference = \"urn:uuid:a\" } }";

    private const string Unresolved = "Resource = new Observation { Subject = new ResourceReference { Reference = {|FHT1405:\"urn:uuid:a\"|} } }";

    [Theory]
    [InlineData("_ = new Bundle { Type = BundleType.Transaction, Entry = { new BundleEntry { " + Unresolved + " } } };")]
    [InlineData("_ = new Bundle { Type = BundleType.Transaction, Entry = { new() { FullUrl = \"urn:uuid:b\", " + Unresolved + " } } };")]
    [InlineData("Use(new Bundle { Type = BundleType.Transaction, Entry = { new() { " + Unresolved + " } } });")]
    [InlineData("var bundle = new Bundle { Type = BundleType.Transaction, Entry = { new() { " + Unresolved + " } } }; Use(bundle);")]
    [InlineData("writer.Transaction().Create(new Observation { Subject = new() { Reference = {|FHT1405:\"urn:uuid:a\"|} } });")]
    [InlineData("writer.Batch().Create(new Observation { HasMember = { new ResourceReference { Reference = {|FHT1405:\"urn:uuid:a\"|} } } });")]
    [InlineData("_ = new Bundle { Type = BundleType.Transaction, Entry = { new() { FullUrl = \"urn:uuid:a\" }, new() { " + Subject + " } } };")]
    [InlineData("_ = new Bundle { Type = BundleType.Transaction, Entry = { new() { FullUrl = id }, new() { " + Subject + " } } };")]
    [InlineData("_ = new Bundle { Type = BundleType.Transaction, Entry = { Other(), new() { " + Subject + " } } };")]
    [InlineData("_ = new Bundle { Type = BundleType.Collection, Entry = { new() { " + Subject + " } } };")]
    [InlineData("_ = new Bundle { Entry = { new() { " + Subject + " } } };")]
    [InlineData("var bundle = new Bundle { Type = BundleType.Transaction, Entry = { new() { " + Subject + " } } }; bundle.Entry.Add(Other());")]
    [InlineData("_ = new Bundle { Type = BundleType.Transaction, Entry = { new() { Resource = new Observation { Subject = new() { Reference = \"Patient/1\" } } } } };")]
    [InlineData("_ = new BundleEntry { " + Subject + " };")]
    [InlineData("var transaction = writer.Transaction(); transaction.Create(new Observation { Subject = transaction.Create(new Patient()).ToReference() });")]
    [InlineData("writer.Transaction().Create(new Observation { Subject = new() { Reference = id } });")]
    public Task UnresolvedReference_WhereItIsCertain(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("FHT1405", "_ = new Bundle { Type = BundleType.Transaction, Entry = { new BundleEntry { " + Unresolved + " } } };")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body) =>
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyAsync(InMethod(body), (id, ReportDiagnostic.Hidden))).Severity);

    private static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    private static string InMethod(string body) => $$"""
        public sealed class Clinic(Writer writer)
        {
            public void Run(string id)
            {
                {{body}}
                _ = (writer, id);
            }

            private static BundleEntry Other() => new() { FullUrl = "urn:uuid:a" };

            private static void Use(Bundle bundle)
            {
            }
        }
        """;
}
