using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Privacy;

/// <summary>FHT1604.</summary>
public sealed class AgentToolTests
{
    // The attributes and factories of the libraries for agents, as far as the rule looks at them.
    private const string Libraries = """

        [AttributeUsage(AttributeTargets.Method)]
        public sealed class McpServerToolAttribute : Attribute;

        [AttributeUsage(AttributeTargets.Method)]
        public sealed class KernelFunctionAttribute : Attribute;

        public static class AIFunctionFactory
        {
            public static object Create(Delegate function) => function;
        }
        """;

    [Theory]
    [InlineData("[McpServerTool] public {|FHT1604:Task<Patient>|} Get(string id) => mercy.Patient.ReadAsync(id);")]
    [InlineData("[KernelFunction] public async {|FHT1604:Task<Patient?>|} Get(string id) => await mercy.Patient.TryReadAsync(id);")]
    [InlineData("[McpServerTool] public {|FHT1604:Task<List<Patient>>|} Get(string id) => mercy.Patient.Search(q => q.Family.Exactly(id)).ToListAsync(10);")]
    [InlineData("[McpServerTool] public {|FHT1604:IAsyncEnumerable<Patient>|} Get(string id) => mercy.Patient.Search(q => q.Family.Exactly(id));")]
    [InlineData("[McpServerTool] public async {|FHT1604:Task<Patient[]>|} Get(string id) => [await mercy.Patient.ReadAsync(id)];")]
    [InlineData("[McpServerTool] public {|FHT1604:Bundle|} Get(Bundle bundle) => bundle;")]
    [InlineData("[McpServerTool] public async Task<string> Get(string id) => FhirJson.{|FHT1604:ToJson|}(await mercy.Patient.ReadAsync(id));")]
    [InlineData("[McpServerTool] public async Task<bool?> Get(string id) => (await mercy.Patient.ReadAsync(id)).Active;")]
    [InlineData("[McpServerTool] public async Task<List<HumanName>> Get(string id) => [.. (await mercy.Patient.ReadAsync(id)).Name];")]
    [InlineData("[McpServerTool] public IAsyncEnumerable<Patient> Get(string id) => mercy.Patient.Search(q => q.Family.Exactly(id).{|FHT1012:Elements|}(\"birthDate\"));")]
    [InlineData("[McpServerTool] public OperationOutcome Get() => new();")]
    [InlineData("public Task<Patient> Get(string id) => mercy.Patient.ReadAsync(id);")]
    [InlineData("public object Make() => AIFunctionFactory.Create({|FHT1604:(string id) => mercy.Patient.ReadAsync(id)|});")]
    [InlineData("public object Make() => AIFunctionFactory.Create({|FHT1604:Get|}); public Task<Patient> Get(string id) => mercy.Patient.ReadAsync(id);")]
    [InlineData("public object Make() => AIFunctionFactory.Create(async (string id) => (await mercy.Patient.ReadAsync(id)).BirthDate);")]
    public Task Tool(string member) => AnalyzerRun.VerifyAsync("public sealed class Tools(Mercy mercy) { public Mercy Platform => mercy; " + member + " }" + Libraries);

    [Theory]
    [InlineData("FHT1604", "public sealed class Tools { [McpServerTool] public {|FHT1604:List<Patient>|} Get() => []; }")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string source)
    {
        var found = Assert.Single(await AnalyzerRun.VerifyAsync(source + Libraries));

        Assert.Contains("of type Patient,", found.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyAsync(source + Libraries, (id, ReportDiagnostic.Hidden))).Severity);
    }
}
