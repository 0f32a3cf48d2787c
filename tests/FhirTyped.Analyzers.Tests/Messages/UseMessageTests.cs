using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Messages;

/// <summary>FHT1301 to FHT1701: what can go wrong when the program runs, and what to do instead.</summary>
public sealed class UseMessageTests
{
    [Theory]
    [InlineData("FHT1301", DiagnosticSeverity.Warning, "await clinic.Encounter.{|FHT1301:ReadAsync|}(id);",
        "No scope that is asked of Mercy Clinic covers read on Encounter: add user/Encounter.r (client.scopes of the platform file).")]
    [InlineData("FHT1302", DiagnosticSeverity.Warning, "_ = clinic.Patient.Search(q => q.Family.StartsWith(id).RevInclude((MercyClinic.ProvenanceQuery x) => x.{|FHT1302:Target|}));",
        "Mercy Clinic gives what _revinclude=Provenance:target names only to a client with the scope Provenance.read (manual, page 15).")]
    [InlineData("FHT1304", DiagnosticSeverity.Info, "while (true) { await clinic.Patient.{|FHT1304:ReadAsync|}(id); }",
        "This can outlast the access token, which lives 600 seconds, and Mercy Clinic is not asked for a refresh token: add offline_access, or use a backend service with system/ scopes (client.scopes of the platform file).")]
    [InlineData("FHT1305", DiagnosticSeverity.Warning, "_ = new FhirPlatformOptions { BaseUrl = new Uri({|FHT1305:\"https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4\"|}) };",
        "This is the public sandbox of Epic, which has test patients only, and everybody sees what is written there. Set it for development alone.")]
    [InlineData("FHT1306", DiagnosticSeverity.Error, "var clientSecret = {|FHT1306:\"q8Zr2Lm0Xv\"|}; _ = clientSecret;",
        "A client secret that stands here is known to everybody who can read the repository, now and later. Load it from user secrets, the environment or a key store, and replace this one.")]
    [InlineData("FHT1307", DiagnosticSeverity.Error, "_ = new FhirPlatformOptions { BaseUrl = new Uri({|FHT1307:\"http://fhir.mercy.example/r4\"|}) };",
        "Patient data and access tokens would travel unencrypted: use https. Only a loopback address may be http.")]
    [InlineData("FHT1401", DiagnosticSeverity.Error, "await mercy.Patient.{|FHT1401:UpdateAsync|}(new Patient { Id = \"1\" });",
        "Mercy requires If-Match on every update of Patient: read the resource first, or set meta.versionId (manual, page 14).")]
    [InlineData("FHT1402", DiagnosticSeverity.Warning, "while (true) { try { await writer.Patient.{|FHT1402:CreateAsync|}(patient); break; } catch (FhirException) { } }",
        "Where an attempt fails, nobody knows whether the server has carried it out: to repeat the create may make a second Patient. Call CreateIfNoneExistAsync with an identifier.")]
    [InlineData("FHT1402", DiagnosticSeverity.Warning, "while (true) { try { await writer.Observation.{|FHT1402:CreateAsync|}(new Observation()); break; } catch (FhirException) { } }",
        "Where an attempt fails, nobody knows whether the server has carried it out: to repeat the create may make a second Observation. Writer has no conditional create: search for an identifier before each attempt.")]
    [InlineData("FHT1403", DiagnosticSeverity.Error, "await writer.Patient.PatchAsync(id, {|FHT1403:new FhirPathPatch()|});",
        "Writer does not support FHIRPath Patch; it declares application/json-patch+json (statement of 2026-01-31).")]
    [InlineData("FHT1404", DiagnosticSeverity.Error, "_ = mercy.{|FHT1404:Transaction|}();",
        "Mercy does not declare the system interaction transaction: send the requests one by one (statement of 2026-01-31).")]
    [InlineData("FHT1404", DiagnosticSeverity.Error, "_ = oracle.{|FHT1404:Transaction|}();",
        "Oracle Health does not declare the system interaction transaction; it declares batch, whose entries are carried out one by one (statement of 2026-08-14).")]
    [InlineData("FHT1405", DiagnosticSeverity.Error, "writer.Transaction().Create(new Observation { Subject = new() { Reference = {|FHT1405:\"urn:uuid:a\"|} } });",
        "No request of the bundle has this address: the server would refuse it, or keep a reference that nobody can follow. Take the reference from the request that creates the resource: transaction.Create(patient).ToReference().")]
    [InlineData("FHT1501", DiagnosticSeverity.Warning, "foreach (var one in id.Split(',')) { await mercy.Patient.{|FHT1501:ReadAsync|}(one); }",
        "'ReadAsync' sends a request for each turn of the loop: ask once, with a list of ids (Id.AnyOf) or an include.")]
    [InlineData("FHT1502", DiagnosticSeverity.Warning, "_ = (await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).Matches.{|FHT1502:Count|};",
        "This counts the matches of the first page alone: there may be more. Use CountAsync(), or stream the search.")]
    [InlineData("FHT1503", DiagnosticSeverity.Warning, "try { await foreach (var c in mercy.Condition.Search(q => q.Patient.Is(id))) { } } {|FHT1503:catch|} { }",
        "Where a page fails, the program goes on with the pages before it as if they were all. Throw again, or say that the result is not complete.")]
    [InlineData("FHT1504", DiagnosticSeverity.Info, "var token = CancellationToken.None; await mercy.Patient.{|FHT1504:ReadAsync|}(\"1\");",
        "'ReadAsync' can be cancelled: pass on 'token'.")]
    [InlineData("FHT1506", DiagnosticSeverity.Error, "_ = {|FHT1506:(Patient)new BundleEntry().Resource!|};",
        "An entry of a search may be an OperationOutcome or an included resource, and the cast then fails. Look at Search.Mode first, or use 'is'.")]
    [InlineData("FHT1507", DiagnosticSeverity.Info, "_ = new FhirPlatformOptions { DroppedFilters = DroppedFilterHandling.{|FHT1507:Allow|} };",
        "Here a search may come back although the server left out a filter, perhaps with other patients in it, and nothing in this project reads the Receipt of a page, which would say so. Read it, or leave DroppedFilters at Throw.")]
    [InlineData("FHT1508", DiagnosticSeverity.Warning, "var count = (await mercy.Condition.Search(q => q.Patient.Is(id)).FirstPageAsync()).{|FHT1508:Total|};",
        "Bundle.total may be absent or an estimate, and counts what the server does not let you see. Use CountAsync(), or count the matches.")]
    [InlineData("FHT1509", DiagnosticSeverity.Warning, "mercy.Condition.{|FHT1509:Search|}(q => q.Patient.Is(id));",
        "A search is sent when it is enumerated or when one of its methods is awaited, and this one never is. Run it, or take it out.")]
    [InlineData("FHT1510", DiagnosticSeverity.Error, "Mercy.ConditionQuery? kept = null; _ = mercy.Condition.Search(q => kept = {|FHT1510:q.Patient.Is(id)|}); _ = kept;",
        "This keeps a query beyond the function that builds its search, where whatever it adds throws. Add the criteria inside the function.")]
    [InlineData("FHT1510", DiagnosticSeverity.Error, "_ = mercy.Condition.Search({|FHT1510:async|} q => { q.Patient.Is(id); await Task.Yield(); });",
        "An async function returns at its first await, and what it adds after that would be missing from the search, which is refused. Await first, then build the search.")]
    [InlineData("FHT1510", DiagnosticSeverity.Error, "_ = mercy.Condition.Search(q => Task.{|FHT1510:Run|}(() => q.Patient.Is(id)).Wait());",
        "A query can only be used on the thread that builds its search: there it throws. Do the work first, then build the search.")]
    [InlineData("FHT1510", DiagnosticSeverity.Error, "Func<Mercy.ConditionQuery, Task> add = q => { q.Patient.Is(id); return Task.CompletedTask; }; _ = mercy.Condition.Search(q => {|FHT1510:add|}(q).Wait());",
        "What an asynchronous method adds after its first await would be missing from the search. Await what it needs first, then build the search.")]
    [InlineData("FHT1601", DiagnosticSeverity.Warning, "System.Diagnostics.Debug.WriteLine({|FHT1601:patient.BirthDate|});",
        "This puts 'BirthDate' of a resource into a log. Log the resource type and what was done; who it was about belongs into the audit trail.")]
    [InlineData("FHT1602", DiagnosticSeverity.Warning, "_ = await epic.Patient.Search(q => q.{|FHT1602:Identifier|}.Is(\"urn:mrn\", id)).FirstOrDefaultAsync();",
        "An identifier in an address ends up in the logs of every proxy on the way. Epic takes searches by POST: call ViaPost().")]
    [InlineData("FHT1603", DiagnosticSeverity.Warning, "throw new InvalidOperationException(\"No \" + {|FHT1603:patient.BirthDate|});",
        "This puts 'BirthDate' of a resource into an exception message, which is kept and shown where patient data must not be. Name the resource type and what failed instead.")]
    [InlineData("FHT1701", DiagnosticSeverity.Warning, "new ServiceCollection().AddFhirPlatform<{|FHT1701:MercyClinic|}>();",
        "The facts about Mercy Clinic want to be looked at again after 2026-06-30: compare them with the server's statement (fhirtyped check), and set review_after anew (statement of 2026-01-31).")]
    public Task Message_IsComplete(string id, DiagnosticSeverity severity, string body, string message) => Message.VerifyAsync(id, severity, body, message);

    [Theory]
    [InlineData("FHT1604", DiagnosticSeverity.Warning, "public sealed class Tools { [McpServerTool] public {|FHT1604:List<Patient>|} Get() => []; } public sealed class McpServerToolAttribute : Attribute;",
        "This tool gives a model whole resources of type Patient, with all that they hold about a patient. Return a record of what the tool is for, or ask the server for those elements alone: Elements(…).")]
    public Task Message_IsComplete_InADeclaration(string id, DiagnosticSeverity severity, string source, string message) =>
        Message.VerifySourceAsync(id, severity, source, message);
}
