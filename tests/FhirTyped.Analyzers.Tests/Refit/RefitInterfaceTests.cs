using FhirTyped.Analyzers.Tests.Harness;
using FhirTyped.Analyzers.Tests.Messages;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Refit;

/// <summary>FHT0011: an interface that inherits one which is emitted in the same project.</summary>
public sealed class RefitInterfaceTests
{
    [Theory]
    [InlineData("public interface {|FHT0011:IMine|} : Acme.Refits.IEpicPatientApi { [Refit.Get(\"/Patient/$mine\")] System.Threading.Tasks.Task<string> MineAsync(); }")]
    [InlineData("public interface {|FHT0011:IMine|} : System.IDisposable, Acme.Refits.IEpicObservationApi { }")]
    [InlineData("public interface {|FHT0011:IMine|} : Acme.Refits.IEpicPatientApi { } public interface {|FHT0011:IMore|} : IMine { }")]
    [InlineData("public partial interface {|FHT0011:IMine|} : Acme.Refits.IMercyPatientApi { } public partial interface IMine { }")]
    [InlineData("public interface IMine : System.IDisposable { }")]
    [InlineData("public interface IMine : FhirTyped.IFhirRefitApi { }")]
    [InlineData("public interface IMine { [Refit.Get(\"/Patient/{id}\")] System.Threading.Tasks.Task<FhirTyped.R4.Patient> ReadAsync(string id); }")]
    [InlineData("public sealed class Mine(Acme.Refits.IEpicPatientApi patients) { public Acme.Refits.IEpicPatientApi Patients => patients; }")]
    [InlineData("[FhirTyped.FhirRefitApi(typeof(Acme.Epic), \"Patient\")] public interface IWritten { } public interface IMine : IWritten { }")]
    public Task Inherited_InTheSameProject(string source) => RefitRun.VerifyEmittingAsync(source);

    [Theory]
    [InlineData("FHT0011", ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData("FHT0011", ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    public async Task EditorConfig_SetsTheSeverity(string id, ReportDiagnostic severity, DiagnosticSeverity expected) =>
        Assert.Equal(expected, Assert.Single(await RefitRun.VerifyEmittingAsync("public interface {|FHT0011:IMine|} : Acme.Refits.IEpicPatientApi { }", (id, severity))).Severity);

    [Theory]
    [InlineData("FHT0011", DiagnosticSeverity.Error, "public interface {|FHT0011:IMine|} : Acme.Refits.IEpicPatientApi { }",
        "'IMine' inherits 'IEpicPatientApi', which is emitted in this same project: Refit's generator does not see it and would implement only a part of 'IMine'. "
            + "Put 'IMine' into another project, or have the interface as source: fhirtyped refit epic -o Apis/.")]
    [InlineData("FHT0011", DiagnosticSeverity.Error, "public interface {|FHT0011:IMine|} : Acme.Refits.IMercyClinicPatientApi { }",
        "'IMine' inherits 'IMercyClinicPatientApi', which is emitted in this same project: Refit's generator does not see it and would implement only a part of 'IMine'. "
            + "Put 'IMine' into another project, or have the interface as source: fhirtyped refit mercy-clinic -o Apis/.")]
    public async Task Message_IsComplete(string id, DiagnosticSeverity severity, string source, string message) =>
        Message.Verify(id, severity, message, await RefitRun.VerifyEmittingAsync(source));

    [Fact]
    public Task OfAnotherAssembly_IsFine() => RefitRun.VerifyAsync(
        "} } public interface IMyPatients : IEpicPatientApi { [Refit.Get(\"/Patient/$mine\")] Task<string> MineAsync(); } public class C { async Task M() {");
}
