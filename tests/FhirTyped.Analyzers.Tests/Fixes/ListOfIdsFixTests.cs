using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Fixes;

/// <summary>FHT1501.</summary>
public sealed class ListOfIdsFixTests
{
    private const string Lists = "var ids = new List<string> { id }; var all = new List<Patient>(); ";

    [Theory]
    [InlineData(
        "foreach (var one in ids) { all.Add(await mercy.Patient.ReadAsync(one)); }",
        "await foreach (var foundPatient in mercy.Patient.Search(q => q.Id.AnyOf([.. ids]))) { all.Add(foundPatient); }")]
    [InlineData(
        "foreach (var one in ids)\n{\nvar read = await mercy.Patient.ReadAsync(one);\nall.Add(read);\n}",
        "await foreach (var read in mercy.Patient.Search(q => q.Id.AnyOf([.. ids])))\n{\nall.Add(read);\n}")]
    [InlineData(
        "foreach (var one in ids.Where(x => x.Length > 3)) all.Add(await mercy.Patient.ReadAsync(one, CancellationToken.None));",
        "await foreach (var foundPatient in mercy.Patient.Search(q => q.Id.AnyOf([.. ids.Where(x => x.Length > 3)])).WithCancellation(CancellationToken.None)) all.Add(foundPatient);")]
    [InlineData(
        "foreach (string one in ids) { if ((await mercy.Observation.ReadAsync(one)).Code is null) { break; } }",
        "await foreach (var observation in mercy.Observation.Search(q => q.Id.AnyOf([.. ids]))) { if ((observation).Code is null) { break; } }")]
    public Task LoopThatReadsById_BecomesOneSearch(string before, string after) => FixRun.VerifyBodyAsync("FHT1501", Lists + before, Lists + after);

    [Theory]
    [InlineData("foreach (var one in ids) { all.Add(await mercy.Patient.ReadAsync(one)); Console.WriteLine(one); }")]
    [InlineData("foreach (var one in ids) { all.Add(await mercy.Patient.ReadAsync(one + \"x\")); }")]
    [InlineData("foreach (var one in ids) { _ = mercy.Patient.ReadAsync(one); }")]
    [InlineData("for (var i = 0; i < 3; i++) { all.Add(await mercy.Patient.ReadAsync(ids[i])); }")]
    [InlineData("foreach (var one in ids) { _ = await mercy.Patient.TryReadAsync(one); }")]
    [InlineData("foreach (var one in ids) { _ = await mercy.Organization.ReadAsync(one); }")]
    [InlineData("foreach (var one in ids) { _ = await mercy.Encounter.ReadAsync(one); }")]
    [InlineData("foreach (var one in ids) { _ = await clinic.Observation.ReadAsync(one); }")]
    [InlineData("foreach (string one in new System.Collections.ArrayList { id }) { all.Add(await mercy.Patient.ReadAsync(one)); }")]
    public Task LoopThatDoesMore_OrPlatformThatTakesNoList_GetsNone(string before) => FixRun.VerifyBodyAsync("FHT1501", Lists + before, null);
}
