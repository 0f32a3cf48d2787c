using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Writes;

/// <summary>FHT1402.</summary>
public sealed class RetriedCreateTests
{
    [Theory]
    [InlineData("while (true) { try { return await writer.Patient.{|FHT1402:CreateAsync|}(patient); } catch (FhirException) { } }")]
    [InlineData("for (var i = 0; ; i++) { try { return await writer.Patient.{|FHT1402:CreateAsync|}(patient); } catch (Exception) when (i < 3) { await Task.Delay(i); } }")]
    [InlineData("for (var i = 0; ; i++) { try { return await writer.Patient.{|FHT1402:CreateAsync|}(patient); } catch (Exception) { if (i == 3) { throw; } } }")]
    [InlineData("do { try { await writer.Patient.{|FHT1402:CreateAsync|}(patient); break; } catch { } } while (true); return patient;")]
    [InlineData("while (true) { try { return await writer.Patient.{|FHT1402:CreateAsync|}(new Patient { Id = id }); } catch (FhirException) { } }")]
    [InlineData("return await pipeline.ExecuteAsync(token => writer.Patient.{|FHT1402:CreateAsync|}(patient, token));")]
    [InlineData("return await pipeline.ExecuteAsync(async token => { return await writer.Patient.{|FHT1402:CreateAsync|}(patient, token); });")]
    [InlineData("return await writer.Patient.CreateAsync(patient);")]
    [InlineData("try { return await writer.Patient.CreateAsync(patient); } catch (FhirException) { throw; }")]
    [InlineData("while (true) { try { return await writer.Patient.CreateAsync(patient); } catch (FhirException) { throw; } }")]
    [InlineData("while (true) { try { return await writer.Patient.CreateAsync(patient); } catch (FhirRateLimitException) { } }")]
    [InlineData("foreach (var p in patients) { try { await writer.Patient.CreateAsync(p); } catch (FhirException) { } } return patient;")]
    [InlineData("for (var i = 0; i < 3; i++) { try { await writer.Patient.CreateAsync(patients[i]); } catch (FhirException) { } } return patient;")]
    [InlineData("for (var i = 0; i < 3; i++) { var p = patients[i]; try { return await writer.Patient.CreateAsync(p); } catch (FhirException) { } } return patient;")]
    [InlineData("while (true) { try { return (await writer.Patient.CreateIfNoneExistAsync(patient, q => q.Identifier.Is(\"s\", id))).Resource!; } catch (FhirException) { } }")]
    [InlineData("while (true) { try { return await writer.Patient.ModifyAsync(id, p => { }); } catch (FhirException) { } }")]
    [InlineData("return await ExecuteAsync(() => writer.Patient.CreateAsync(patient));")]
    [InlineData("return await pipeline.ExecuteAsync(token => writer.Patient.ReadAsync(id, token));")]
    public Task RetriedCreate(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("Patient", "writer.Patient", "Call CreateIfNoneExistAsync")]
    [InlineData("Observation", "writer.Observation", "Writer has no conditional create")]
    public async Task Message_SaysWhatThePlatformHas(string type, string endpoint, string advice)
    {
        var found = await VerifyAsync("while (true) { try { await " + endpoint + ".{|FHT1402:CreateAsync|}(new " + type + "()); break; } catch (FhirException) { } } return patient;");

        Assert.Contains(advice, Assert.Single(found).GetMessage());
        Assert.Contains("a second " + type, found[0].GetMessage());
    }

    [Theory]
    [InlineData("FHT1402", "while (true) { try { return await writer.Patient.{|FHT1402:CreateAsync|}(patient); } catch (FhirException) { } }")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string body) =>
        Assert.Equal(DiagnosticSeverity.Hidden, Assert.Single(await AnalyzerRun.VerifyAsync(InMethod(body), (id, ReportDiagnostic.Hidden))).Severity);

    private static Task<IReadOnlyList<Diagnostic>> VerifyAsync(string body) => AnalyzerRun.VerifyAsync(InMethod(body));

    private static string InMethod(string body) => $$"""
        namespace Polly
        {
            public sealed class ResiliencePipeline
            {
                public async ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> callback, CancellationToken token = default) => await callback(token);
            }
        }

        namespace Acme.Use
        {
            public sealed class Clinic(Writer writer, Polly.ResiliencePipeline pipeline)
            {
                public async Task<object?> Run(string id, Patient patient, List<Patient> patients)
                {
                    await Task.CompletedTask;
                    _ = (pipeline, patients, id);
                    {{body}}
                }

                private static Task<T> ExecuteAsync<T>(Func<Task<T>> create) => create();
            }
        }
        """;
}
