using System.Diagnostics;

namespace FhirTyped.R4;

// One line each for what is looked at most in a debugger. ToString is left alone: it ends up in logs, and these are data of patients.

/// <content>In a debugger: system|code.</content>
[DebuggerDisplay("{System,nq}|{Code,nq} {Display,nq}")]
public partial class Coding;

/// <content>In a debugger: the text, or the first coding.</content>
[DebuggerDisplay("{Text ?? (_coding?.Count > 0 ? _coding[0].System + \"|\" + _coding[0].Code : null),nq}")]
public partial class CodeableConcept;

/// <content>In a debugger: family and given.</content>
[DebuggerDisplay("{Text ?? Family,nq}")]
public partial class HumanName;

/// <content>In a debugger: system|value.</content>
[DebuggerDisplay("{System,nq}|{Value,nq}")]
public partial class Identifier;

/// <content>In a debugger: number and unit.</content>
[DebuggerDisplay("{Comparator?.Text,nq}{Value} {Unit ?? Code,nq}")]
public partial class Quantity;

/// <content>In a debugger: from and to.</content>
[DebuggerDisplay("{Start?.ToString(),nq} to {End?.ToString(),nq}")]
public partial class Period;

/// <content>In a debugger: the URL.</content>
[DebuggerDisplay("{Url,nq}")]
public partial class Extension;
