using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Fixes;

public sealed class CallFixTests
{
    [Theory]
    [InlineData("await mercy.Patient.ReadAsync(id);", "await mercy.Patient.ReadAsync(id, token);")]
    [InlineData("await mercy.Condition.Search(q => q.Patient.Is(id)).CountAsync();", "await mercy.Condition.Search(q => q.Patient.Is(id)).CountAsync(token);")]
    [InlineData("await mercy.Patient.ReadAsync(id: id);", "await mercy.Patient.ReadAsync(id: id, cancellationToken: token);")]
    public Task Token(string before, string after) =>
        FixRun.VerifyBodyAsync("FHT1504", "var token = CancellationToken.None; " + before, "var token = CancellationToken.None; " + after);

    [Fact]
    public Task ViaPost() => FixRun.VerifyBodyAsync(
        "FHT1602",
        "_ = await epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).FirstOrDefaultAsync();",
        "_ = await epic.Patient.Search(q => q.Identifier.Is(\"urn:mrn\", id)).ViaPost().FirstOrDefaultAsync();");
}
