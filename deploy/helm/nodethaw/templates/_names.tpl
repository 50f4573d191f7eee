{{- define "nodethaw.selector" -}}
app.kubernetes.io/name: nodethaw
app.kubernetes.io/component: agent
{{- end }}
{{- define "nodethaw.labels" -}}
{{ include "nodethaw.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
{{- define "nodethaw.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}
{{- define "nodethaw.cures" -}}
{{- if .Values.cures.policy.codes }}on{{ end -}}
{{- end }}
{{- define "nodethaw.settings" -}}
cures:
  socket: /run/nodethaw/healer
  {{- toYaml .Values.cures.policy | nindent 2 }}
{{- end }}
{{- define "nodethaw.slots" -}}
{{- dig "slots" "namespace" "kube-system" .Values.cures.policy -}}
{{- end }}
