using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Use;

/// <summary>FHT1501 to FHT1509; FHT1510 has tests of its own.</summary>
public sealed class UseTests
{
    [Theory]
    [InlineData("foreach (var one in id.Split(',')) { await mercy.Patient.{|FHT1501:ReadAsync|}(one); }")]
    [InlineData("foreach (var one in id.Split(',')) { _ = await mercy.Patient.{|FHT1501:TryReadAsync|}(one); }")]
    [InlineData("for (var i = 0; i < 3; i++) { _ = mercy.Condition.{|FHT1501:Search|}(q => q.Patient.Is(id)); }")]
    [InlineData("foreach (var one in new[] { hospital, hospital }) { _ = one.Patient.Search(q => q.Family.StartsWith(id)); }")]
    [InlineData("foreach (var one in new FhirPlatformGroup<Hospitals>([epic, oracle]).All) { await one.Patient.ReadAsync(id); }")]
    [InlineData("foreach (var one in new FhirPlatformGroup<Hospitals>([epic, oracle]).All) { for (var i = 0; i < 3; i++) { await one.Patient.{|FHT1501:ReadAsync|}(id); } }")]
    [InlineData("foreach (var one in id.Split(',')) { await new FhirPlatformGroup<Hospitals>([epic, oracle]).For(one).Patient.ReadAsync(id); }")]
    [InlineData("await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(id))) { await mercy.Patient.{|FHT1501:ReadAsync|}(id); }")]
    [InlineData("await mercy.Patient.ReadAsync(id);")]
    [InlineData("await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(id))) { }")]
    [InlineData("while (flag) { await mercy.Patient.ReadAsync(id); }")]
    [InlineData("foreach (var one in id.Split(',')) { Func<Task> later = () => mercy.Patient.ReadAsync(one); }")]
    public Task RequestInLoop(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("var page = await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync(); _ = page.Matches.{|FHT1502:Count|};")]
    [InlineData("_ = (await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Matches.{|FHT1502:Count|};")]
    [InlineData("if ((await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Matches.{|FHT1502:Count|} == 0) { }")]
    [InlineData("foreach (var c in (await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Matches) { }")]
    [InlineData("var page = await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync(); _ = page.AllIncluded.Count;")]
    [InlineData("await foreach (var page in mercy.Condition.Search(q => q.Patient.Is(id)).Pages()) { _ = page.Matches.Count; }")]
    [InlineData("_ = await mercy.Condition.Search(q => q.Patient.Is(id)).CountAsync();")]
    public Task FirstPageCounted(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("{|FHT1503:catch|} (FhirException) { }")]
    [InlineData("{|FHT1503:catch|} (Exception e) { Console.WriteLine(e.Message); }")]
    [InlineData("{|FHT1503:catch|} { }")]
    [InlineData("{|FHT1503:catch|} (System.Net.Http.HttpRequestException) { }")]
    [InlineData("catch (FhirException) { throw; }")]
    [InlineData("catch (FhirException) { return; }")]
    [InlineData("catch (FhirException) { flag = false; }")]
    [InlineData("catch (FhirException e) when (e.Message.Length > 0) { }")]
    [InlineData("catch (OperationCanceledException) { }")]
    [InlineData("finally { }")]
    public Task FailureSwallowed(string handler) => AnalyzerRun.VerifyBodyAsync(
        "try { await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(id))) { } } " + handler);

    [Fact]
    public Task FailureSwallowed_OfSomethingElse_IsNoConcern() => AnalyzerRun.VerifyBodyAsync("try { await mercy.Patient.ReadAsync(id); } catch (FhirException) { }");

    [Theory]
    [InlineData("await mercy.Patient.{|FHT1504:ReadAsync|}(\"1\");")]
    [InlineData("await mercy.Patient.{|FHT1504:UpdateAsync|}(new Patient { Meta = new() { VersionId = \"1\" } });")]
    [InlineData("await mercy.Condition.Search(q => q.Patient.Is(\"1\")).{|FHT1504:ToListAsync|}(10);")]
    [InlineData("await mercy.Condition.Search(q => q.Patient.Is(\"1\")).{|FHT1504:CountAsync|}();")]
    [InlineData("await mercy.Patient.ReadAsync(\"1\", token);")]
    [InlineData("await mercy.Patient.ReadAsync(\"1\", default);")]
    [InlineData("await Task.Delay(1);")]
    public Task NoCancellation(string body) => AnalyzerRun.VerifyAsync(
        "public sealed class Clinic(Mercy mercy) { public async Task Run(CancellationToken token) { " + body + " } }");

    [Theory]
    [InlineData("var p = {|FHT1506:(Patient)entry.Resource!|};")]
    [InlineData("Use({|FHT1506:(Patient)entry.Resource!|});")]
    [InlineData("_ = ({|FHT1506:(Patient)entry.Resource!|}).BirthDate;")]
    [InlineData("var p = (Patient?)other;")]
    [InlineData("var p = entry.Resource as Patient;")]
    [InlineData("if (entry.Resource is Patient p) { Use(p); }")]
    [InlineData("if (entry.Search?.Mode == SearchEntryMode.Match) { var p = (Patient)entry.Resource!; }")]
    [InlineData("var r = (Resource)other;")]
    public Task EntryCast(string body) => AnalyzerRun.VerifyAsync(
        "public static class Clinic { static void Use(Patient p) { } public static void Run(BundleEntry entry, object other) { " + body + " } }");

    /// <summary>Entries have a search mode in searchsets only (https://hl7.org/fhir/R4/bundle.html).</summary>
    [Theory]
    [InlineData("var letter = new Bundle { Type = BundleType.Document, Entry = { new BundleEntry { Resource = new Composition() } } }; _ = (Composition)letter.Entry[0].Resource!;")]
    [InlineData("var box = new Bundle { Type = BundleType.Collection }; foreach (var entry in box.Entry) { _ = (Patient)entry.Resource!; }")]
    [InlineData("_ = (Patient)new Bundle { Type = BundleType.Message }.Entry[1].Resource!;")]
    [InlineData("var made = new Bundle(); made.Entry.Add(new() { Resource = other }); _ = {|FHT1506:(Patient)made.Entry[0].Resource!|};")]
    [InlineData("var made = new Bundle(); made.Type = BundleType.Batch; _ = (Patient)made.Entry.First().Resource!;")]
    [InlineData("if (bundle.Type == BundleType.Document) { _ = (Composition)bundle.Entry[0].Resource!; }")]
    [InlineData("if (bundle.Type != BundleType.Message) { return; } _ = (MessageHeader)bundle.Entry[0].Resource!;")]
    [InlineData("if (bundle is { Type: { Value: BundleType.Collection } }) { _ = bundle.Entry.Select(entry => (Patient)entry.Resource!).ToList(); }")]
    [InlineData("if (bundle.Type?.Value is BundleType.Document or BundleType.Message) { var first = bundle.Entry[0]; _ = (Resource)first.Resource!; }")]
    [InlineData("switch (bundle.Type?.Value) { case BundleType.History: _ = (Patient)bundle.Entry[0].Resource!; break; }")]
    [InlineData("if (bundle.Type?.Text == \"document\") { _ = (Composition)bundle.Entry[0].Resource!; }")]
    [InlineData("if (bundle.Type?.Text != \"searchset\") { return; } _ = {|FHT1506:(Patient)bundle.Entry[0].Resource!|};")]
    [InlineData("_ = (Composition)field.Entry[0].Resource!;")]
    [InlineData("_ = (Patient)(await writer.Patient.History(\"1\").FirstPageAsync()).Bundle.Entry[0].Resource!;")]
    [InlineData("_ = {|FHT1506:(Composition)bundle.Entry[0].Resource!|};")]
    [InlineData("if (bundle.Type == BundleType.Searchset) { _ = {|FHT1506:(Patient)bundle.Entry[0].Resource!|}; }")]
    [InlineData("if (bundle.Type?.Value is BundleType.Searchset or BundleType.History) { _ = {|FHT1506:(Patient)bundle.Entry[0].Resource!|}; }")]
    [InlineData("var made = new Bundle { Type = BundleType.Searchset }; _ = {|FHT1506:(Patient)made.Entry[0].Resource!|};")]
    [InlineData("var document = new Bundle { Type = BundleType.Document }; _ = document; _ = {|FHT1506:(Patient)bundle.Entry[0].Resource!|};")]
    [InlineData("foreach (var entry in (await mercy.Condition.Search(q => q.Patient.Is(\"1\")).FirstPageAsync()).Bundle.Entry) { _ = {|FHT1506:(Condition)entry.Resource!|}; }")]
    [InlineData("var two = new List<Bundle> { bundle }; _ = {|FHT1506:(Patient)two.First().Entry[0].Resource!|};")]
    [InlineData("_ = {|FHT1506:(Patient)FhirJson.Read<Bundle>(\"{}\"u8).Entry[0].Resource!|};")]
    public Task EntryCast_OfABundleThatIsNoSearchset_IsNoConcern(string body) => AnalyzerRun.VerifyAsync(
        "public sealed class Clinic(Mercy mercy, Writer writer) { private readonly Bundle field = new() { Type = BundleType.Document };"
        + " public async Task Run(Bundle bundle, Resource other) { " + body + " await Task.CompletedTask; _ = (bundle, other, field, mercy, writer); } }");

    [Theory]
    [InlineData("mercy.Condition.{|FHT1509:Search|}(q => q.Patient.Is(id));")]
    [InlineData("if (flag) { epic.Patient.{|FHT1509:Search|}(q => q.Family.StartsWith(id)); }")]
    [InlineData("_ = mercy.Condition.Search(q => q.Patient.Is(id));")]
    [InlineData("await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(id))) { }")]
    [InlineData("mercy.Condition.Search(q => q.Patient.Is(id)).{|FHT1509:ViaPost|}();")]
    [InlineData("var search = mercy.Condition.Search(q => q.Patient.Is(id));")]
    [InlineData("await mercy.Condition.Search(q => q.Patient.Is(id)).CountAsync();")]
    public Task NeverRun(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("await mercy.Patient.{|FHT1401:UpdateAsync|}(new Patient { Id = \"1\" });")]
    [InlineData("await mercy.Patient.{|FHT1401:UpdateAsync|}(new() { Id = \"1\" });")]
    [InlineData("await mercy.Patient.UpdateAsync(new Patient { Id = \"1\", Meta = new() { VersionId = \"1\" } });")]
    [InlineData("await mercy.Patient.UpdateAsync(patient);")]
    public Task UpdateWithoutVersion(string body) => AnalyzerRun.VerifyBodyAsync(body);

    [Theory]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri({|FHT1307:\"http://fhir.mercy.example/r4\"|}) }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new({|FHT1307:\"http://fhir.mercy.example/r4\"|}) }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri({|FHT1307:\"HTTP://fhir.mercy.example/r4\"|}) }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(\"https://fhir.mercy.example/r4\") }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(\"http://localhost:8080/fhir\") }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(\"http://127.0.0.1/fhir\") }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(id) }")]
    [InlineData("new Uri(\"http://fhir.mercy.example/r4\")")]
    [InlineData("{|FHT1306:\"-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\\n-----END PRIVATE KEY-----\"|}")]
    [InlineData("{|FHT1306:\"{\\\"kty\\\":\\\"EC\\\",\\\"d\\\":\\\"abcdefghijklmnop\\\"}\"|}")]
    [InlineData("\"-----BEGIN PUBLIC KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\\n-----END PUBLIC KEY-----\"")]
    [InlineData("\"-----BEGIN PRIVATE KEY-----\"")]
    public Task Configuration(string expression) => AnalyzerRun.VerifyBodyAsync("object x = " + expression + ";");

    [Theory]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(\"http://fhir.mercy.example/r4\"), AllowUnencrypted = true }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri({|FHT1307:\"http://fhir.mercy.example/r4\"|}), AllowUnencrypted = false }")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri({|FHT1307:\"http://fhir.mercy.example/r4\"|}), AllowUnencrypted = flag }")]
    [InlineData("new ServiceCollection().AddFhirPlatform<Mercy>(o => o.BaseUrl = new Uri({|FHT1307:\"http://fhir.mercy.example/r4\"|}))")]
    [InlineData("new ServiceCollection().AddFhirPlatform<Mercy>(o => { o.AllowUnencrypted = true; o.BaseUrl = new Uri(\"http://fhir.mercy.example/r4\"); })")]
    [InlineData("new ServiceCollection().AddFhirPlatform<MercyWard>(o => o.BaseUrl = new Uri(\"http://other.mercy.example/r4\"))")]
    [InlineData("new FhirPlatformOptions { BaseUrl = new Uri(\"http://ward.mercy.example/r4/\") }")]
    public Task AddressWithoutEncryption_WhereItIsAllowed(string expression) => AnalyzerRun.VerifyBodyAsync("object x = " + expression + ";");

    [Theory]
    [InlineData("FHT1501", "foreach (var one in id.Split(',')) { await mercy.Patient.{|FHT1501:ReadAsync|}(one); }")]
    [InlineData("FHT1502", "_ = (await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Matches.{|FHT1502:Count|};")]
    [InlineData("FHT1503", "try { await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(id))) { } } {|FHT1503:catch|} { }")]
    [InlineData("FHT1506", "_ = {|FHT1506:(Patient)new BundleEntry().Resource!|};")]
    [InlineData("FHT1509", "mercy.Condition.{|FHT1509:Search|}(q => q.Patient.Is(id));")]
    [InlineData("FHT1401", "await mercy.Patient.{|FHT1401:UpdateAsync|}(new Patient { Id = \"1\" });")]
    [InlineData("FHT1307", "_ = new FhirPlatformOptions { BaseUrl = new Uri({|FHT1307:\"http://fhir.mercy.example/r4\"|}) };")]
    [InlineData("FHT1306", "_ = {|FHT1306:\"-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\\n-----END PRIVATE KEY-----\"|};")]
    [InlineData("FHT1504", "var token = CancellationToken.None; await mercy.Patient.{|FHT1504:ReadAsync|}(\"1\");")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body) =>
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyBodyAsync(body, (id, ReportDiagnostic.Hidden))).Severity);
}
